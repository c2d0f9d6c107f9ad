"""English verbs of saying, in the forms that stand beside a speaker."""

__all__ = ["SAY"]

SAY = (
    r"said|says|say|saying|added|adds|adding|argued|argues|admitted|admits|acknowledged|acknowledges|announced|"
    "announces|"
    r"claimed|claims|claim|explained|explains|insisted|insists|noted|notes|stated|states(?=\s(?:that|when|there|"
    r"it|how|if)\b|,)|stressed|"
    r"stresses|"
    "wrote|writes|replied|"
    "replies|testified|tweeted|conceded|concedes|declared|declares|predicted|predicts|recalled|recalls|"
    "continued|continues|"
    "responded|responds|concluded|confirmed|suggested|suggests|remarked|joked|quipped|countered|posted|asked|asks|"
    "observed|complained|cautioned|estimated|reported|reports|emphasized|emphasised|reiterated|promised|vowed|"
    "alleged|alleges|"
    "quoted|shouted|yelled|exclaimed|lamented|warned|warns|told|tells|urged|called|calls|described|describes|"
    "dubbed|pledged|"
    "warn|argue|allege|contend|insist|found|finds|shows|showed|shared|shares|counters|maintained|contended|"
    "contends|agreed|denied|denies|"
    "believes|read|reads|tweets|boasted|asserted|proclaimed|mused|commented|pointed out|points out|put it|puts it|"
    "accused|accuses|praised|praises|criticized|criticised|criticizes|blasted|slammed|condemned|denounced|hailed|"
    "touted|mocked|blamed|ridiculed|decried|labeled|labelled|branded|likened|derided|defended|characterized"
)
