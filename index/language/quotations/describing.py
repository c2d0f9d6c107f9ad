"""English nouns for somebody or a body that can say things: an official, a ministry, a report."""

__all__ = ["AT_THE_START", "HEAD"]

HEAD = (
    r"officials?|authorities|police|spokes(?:man|woman|person|people)|experts?|analysts?|researchers?|"
    r"scientists?|critics?|"
    r"company|government|ministry|department|agency|office|statement|report|study|description|post|message|"
    r"ruling|opinion|order|analysis|note|notice|indictment|affidavit|bill|investigation|planner|engineer|"
    r"couple|duo|pair|representatives?|rep|victims?|survivors?|neighbors?|nurse|doctor|expert|analyst|"
    r"researcher|scientist|official|spokesman|resident|witness|strategist|consultant|principal|superintendent|"
    r"commissioner|adviser|advisor|aide|chairman|chairwoman|chair|curator|voter|group|groups|union|court|judge|"
    r"lawyers?|"
    r"attorneys?|prosecutors?|doctors?|sources?|witness(?:es)?|residents?|commission|committee|council|bank|"
    r"team|network|"
    r"newspaper|paper|man|woman|mother|father|son|daughter|brother|sister|husband|wife|leaders?|president|"
    r"minister|secretary|chief|"
    r"professor|campaign|organi[sz]ation|association|firm|airline|investigators?|lawmakers?|senators?|people|"
    r"parents?|"
    r"students?|teachers?|companies|service|actor|actress|singer|author|director|manager|coach|owner|executives?|"
    r"economists?|historians?|advocates?|activists?|opponents?|supporters?|protesters?|developers?|users?|"
    r"employees?|workers?|"
    r"governor|mayor|sheriff|coroner|lawsuit|complaint|letter|website|site|article|documents?|memo|filing|poll|"
    r"survey|"
    r"family|friends?|neighbou?rs?|star|host|founder|owners|board|administration|publication|outlet|magazine|"
    r"owner|player|"
    r"congressman|congresswoman|senator|candidate|physician|psychologist|scholars?|others|one|some|many|CEO|"
    r"biologist|"
    r"diplomats?|ambassador|general|colonel|sergeant|officers?|detectives?|veteran|designer|artist|pastor|"
    r"priest|pope|king|"
    r"watchdog|regulators?|judges|justices?|jurors?|plaintiffs?|defendants?|customers?|fans|musician|rapper|"
    r"filmmaker|writer|"
    r"editor|editors|tribunal|insurer|retailer|automaker|manufacturer|startup|brand|developer|platform|city|"
    r"state|county|school|"
    r"district|university|hospital|club|league|federation|league|party|panel|center|centre|institute|bureau|"
    r"administrator|sign|banner|placard|caption|headline|poster|email|tweet"
)
AT_THE_START = "|".join(
    "Officials Authorities Police Experts Critics Analysts Researchers Scientists "
    "Prosecutors Investigators Residents Witnesses Lawmakers Opponents Supporters Others Some Many Sources".split()
)
