"""Whether a first name is a man's or a woman's: enough to tell whom "he" or "she" can't be.

Names that both bear (Alex, Jordan, Kim, Taylor) are left out. Collected by hand from names common in English-language
news; a name that isn't here fits either pronoun.
"""

__all__ = ["fits"]

_MEN = frozenset(
    """
    aaron abdul abraham adam adrian ahmed aidan alan albert alejandro alexander alfred ali allen alvin amir anders andre
    andrew andy angus anthony antonio arnold arthur asif barack barry ben benjamin benny bernard bernie bill
    billy bob bobby boris brad bradley brandon brendan brent brett brian bruce bryan byron caleb calvin carl carlos
    cesar chad charles charlie chester chuck clarence claude clay clint colin connor conor craig curtis cyril dale
    damian dan daniel danny darren daryl dave david dennis derek derrick desmond diego dmitry dominic don donald
    doug douglas duncan dustin dwight dylan ed eddie edgar edmund eduardo edward edwin eli elias elijah elliott elon
    emil emmanuel enrique eric erik ernest ethan eugene evan felipe felix fernando floyd francisco frank franklin
    fred frederick gabriel gareth garrett gary gavin gene geoff geoffrey george gerald gerard gilbert giovanni glen
    glenn gordon graham grant greg gregory guillermo gustavo hamza hans harold harry harvey hassan henry herbert
    herman howard hugh hugo ian ibrahim ignacio igor isaac ismail ivan jack jacob jake jamal james jared jason
    javier jay jeff jeffrey jeremiah jeremy jerome jerry jesus jim jimmy joaquin joe joel joey johann john johnny jon
    jonathan jorge jose josef joseph josh joshua juan julian julio justin karl keith ken kenneth kevin khalid kirk kurt
    kyle lamar lance larry lars lawrence leo leon leonard leroy liam logan lorenzo louis lucas luis luke malcolm
    manuel marc marcel marco marcus mario mark martin marvin matt matthew maurice max maxwell melvin michael miguel
    mike mikhail milton mitch mitchell mitt mohamed mohammad mohammed muhammad nathan nathaniel ned neil nelson nicholas
    nick nicolas nigel noah norman oliver omar oscar otto owen pablo patrick paul pedro pete peter phil philip phillip
    pierre preston rafael ralph ramon randall randy raul ray raymond reginald rex ricardo richard rick ricky rob robert
    roberto rodney rodrigo roger roland ron ronald ronnie ross roy rudolph rudy rupert russell ryan salman salvador
    samuel saul scott sean sebastian sergei sergio seth shane shaun shawn sheldon sidney simon spencer stanley stefan
    stephen steve steven stewart stuart sylvester ted terrence theodore thomas tim timothy todd tom tommy tony travis
    trent trevor tristan troy tyler vernon victor vince vincent vladimir volodymyr wade wallace walter warren wayne
    wesley william willie winston wolfgang xavier yusuf zachary
    """.split()
)
_WOMEN = frozenset(
    """
    abigail ada adriana agnes aisha alexandra alexandria alice alicia alison allison alma alyssa amanda amber amelia amy
    ana andrea angela angelica angie anita ann anna anne annette annie ariana audrey barbara beatrice becky
    belinda bernadette bertha beth bethany betsy betty beverly bonnie brenda bridget brittany brooke camila camilla
    candice carla carmen carol carole caroline carolyn carrie catherine cathy cecilia celeste cheryl
    christina christine cindy claire clara claudia colleen connie constance courtney cristina crystal cynthia daisy
    danielle daphne dawn debbie deborah debra delia denise diana diane dianne dolores donna dora doris dorothy edith
    eileen elaine eleanor elena elisa elise elizabeth ella ellen eloise emily emma erica erika erin esther eva eve
    evelyn faith fatima felicia fiona frances gabriela gabrielle gail geraldine gina giorgia gladys
    gloria grace greta
    gretchen gwen hannah harriet heather heidi helen helena hillary holly ida ingrid irene iris isabel
    isabella ivanka jacqueline jane janet janice jasmine jeanette jeanne jenna jennifer jenny jessica jill jo joan
    joanna joanne jocelyn josephine joy joyce juanita judith judy julia julie kaitlyn kamala karen karina kate
    katherine kathleen kathryn kathy katie kayla kellyanne kimberly kirsten kristen kristin kristina laura lauren leah
    leila leticia lillian linda lisa liz lois lorraine louise lucia lucille lucy lydia lynn mackenzie maggie marcia
    margaret maria marian marianne marie marilyn marisa marissa marjorie marlene marsha martha mary maureen megan
    meghan melania melanie melinda melissa mercedes meredith mia michelle mildred mindy miranda miriam molly monica
    myra nadia nancy naomi natalia natalie natasha nicole nikki nina nora norma olga olivia pamela patricia paula
    pauline peggy penelope penny phyllis priscilla rachael rachel rebecca renee rhonda rita roberta rosa rosemary
    roxanne ruby ruth sabrina sally samantha sandra sara sarah selena serena sharon sheila shelley shirley
    silvia sofia sonia sophia sophie stacey stephanie sue susan suzanne sylvia tamara tammy tanya tara teresa theresa
    tiffany tina tonya tracy trisha ursula valerie vanessa vera veronica vivian wanda wendy yolanda
    yvette yvonne zoe
    """.split()
)


def fits(first_name: str, pronoun: str) -> bool | None:
    """Tell whether "he" or "she" can be a person of that first name; None where the name doesn't tell."""
    name = first_name.lower().rstrip(".")
    if name in _MEN:
        return pronoun == "he"
    if name in _WOMEN:
        return pronoun == "she"
    return None
