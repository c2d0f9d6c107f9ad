# What citedesk says in English. See CONTRIBUTING.md, "Say something to people".
# A text that goes to Telegram is HTML: write &amp; for & and use no tags but b, i, code, a.

## Greeting and help

start =
    Hello. Ask me about the news articles I have, and I answer with their own sentences, each with its source.
    Send your question in English or Korean.
help =
    Send me a question. I look for the sentences that answer it and show them with their number, outlet, date and title. Where the articles do not support an answer I say so and name the closest ones.

    In a group, mention me, reply to one of my messages, or put your question after /ask. If you correct a question within a minute, I correct my answer. You may go on with “Why?” or “And when?”

    /ask QUESTION – ask a question
    /new – start afresh
    /find WORDS – articles about something
    /latest – the latest articles
    /timeline NAME – what happened, by date
    /quotes NAME – what somebody said
    /sources – the outlets
    /about – what I know, my limits, your privacy
    /watch NAME – tell me what is new about it
    /watches, /unwatch – what I tell you about
    /settings, /language – how I answer here
    /status – what has been indexed
    /export, /forget – what is stored about you
    /help – this text
help-admin =
    For administrators
    /reindex – bring the index up to date
    /cancel – stop doing so
    /feedback export – what people thought of answers
    /allow, /deny – let a person or a group ask, or shut them out
command-ask = ask a question
command-new = start afresh
command-find = list the articles about something
command-latest = the latest articles
command-timeline = what happened with somebody or something
command-quotes = what somebody said
command-sources = the outlets, their dates and counts
command-about = what I know, my limits, your privacy
command-status = what has been indexed
command-help = how to use this bot
command-reindex = bring the index up to date
command-cancel = stop updating the index

## The conversation in the terminal

chat-welcome = Ask about the articles, in English or Korean. /help lists what else there is; /quit or Ctrl-D ends.
chat-help =
    Ask a question and press Enter. An answer is made of sentences of the articles, word for word.
    A question may follow on from the one before: "When did he say that?", "Why?", "in Korean please".
    {"  "}/new    start afresh
    {"  "}/help   this help
    {"  "}/quit   leave (so do Ctrl-D and Ctrl-C)

## Questions that are not answered

stranger = Only people on its list can use this bot. Ask its administrator to add your user number, <code>{ $id }</code>.
stranger-group = This bot answers only in groups on its list. Ask its administrator to add the number of this group, <code>{ $id }</code>.
admins-only = Only administrators can use this command.
empty-question = Please put your question after the command, as in <code>/ask What did Amodei say?</code>
text-only = I can answer written questions only.
unknown-command = I do not know this command. See /help for those I know.
too-long = This question is too long. Please keep it under { $limit } characters.
too-many =
    I take { $limit ->
        [one] one question
       *[other] { $limit } questions
    } a minute from each person. Please ask again in { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    }.
late = I am sorry for the late answer; I was not running when you asked.
late-command = I was not running when you sent this command, so I did not carry it out. Send it again if needed.
unsure = The connection to Telegram broke while I was answering. If you see no answer, please ask again.
anew = Starting afresh. Nothing said so far will affect your next question.
enough =
    I show at most { $limit ->
        [one] one sentence
       *[other] { $limit } sentences
    } of one article a day, and you have seen that many of this one. Please read the rest at its source.
    { $source }

## An answer

heading =
    { $articles ->
        [one] { $sentences ->
            [one] Here is what the article says.
           *[other] Here is what the article says, in { $sentences } sentences.
        }
       *[other] Here is what the articles say, in { $sentences } sentences.
    }
understood = Understood as: { $question }
nearest = Closest articles
untitled = untitled
speaker =
    { $speech ->
        [direct] { $name } (direct quotation)
        [indirect] { $name } (reported speech)
       *[unknown] { $name }
    }
speaker-line =
    { $speech ->
        [direct] said by { $name } (direct quotation)
        [indirect] said by { $name } (reported speech)
       *[unknown] said by { $name }
    }
also-in =
    { $more ->
        [0] Also in: { $outlets }
       *[other] Also in: { $outlets } and { $more } more
    }
corrected = Since corrected: { $article }
outlets = From { $count } different outlets.
figures-differ = The sources give different figures: { $figures }.
days-inside = Articles of { $days }.
days-partly = Articles of { $days } first, then others.
days-outside = Nothing found in articles of { $days }; this comes from { $found }.
days-undated = Nothing found in articles of { $days }; the date of what is quoted here is unknown.
days-old = The newest article found is of { $day }, so things may have changed since.

## Under an answer

searching = Looking through the articles…
more = More
other-outlets = Other outlets
its-timeline = Timeline
more-found =
    { $count ->
        [one] <b>One further sentence on this</b>
       *[other] <b>{ $count } further sentences on this</b>
    }
no-other-outlets = No other outlet in the index tells of this.
same-story = The same story, as others tell it:
reason-source = wrong source
reason-speaker = wrong speaker
reason-old = outdated
reason-other = something else
rating-noted = Thank you, I have noted that.
answer-gone = I no longer have a record of this answer, so its buttons do nothing any more. Please ask again.
feedback-how = Please say what to do: <code>/feedback export</code> sends all ratings of answers as a file.
feedback-none = Nobody has rated an answer yet.
feedback-exported =
    { $count ->
        [one] One rating of an answer, without the person’s name.
       *[other] { $count } ratings of answers, without anybody’s name.
    }
command-feedback = get the ratings of answers

## No answer

refused-empty = No article has been indexed yet, so there is nothing to answer from.
refused-name = The indexed articles that come nearest do not mention “{ $name }”.
refused-weak = No sentence in the indexed articles answers this question.
nothing-more = The indexed articles hold nothing more on this.
nothing-more-of = The indexed articles quote nothing more from { $person }.
searched-undated =
    { $articles ->
        [one] Searched 1 article.
       *[other] Searched { $articles } articles.
    }
searched-day =
    { $articles ->
        [one] Searched 1 article of { $day }.
       *[other] Searched { $articles } articles of { $day }.
    }
searched-days = Searched { $articles } articles, { $first } to { $last }.

## Reading without asking

find-how = Please say what to look for, as in <code>/find chip exports</code>
timeline-how = Please name somebody or something, as in <code>/timeline Anthropic</code>
quotes-how = Please name somebody, as in <code>/quotes Amodei</code>
find =
    <b>{ $words }</b>
    { $count ->
        [one] One article.
       *[other] { $count } articles, newest first.
    }
find-none = I found no article about “{ $words }”.
latest =
    <b>Latest articles</b>
    { $count ->
        [one] One article in all.
       *[other] { $count } articles in all.
    }
timeline-newest =
    <b>{ $words }</b>
    { $count ->
        [one] One event.
       *[other] { $count } events, newest first.
    }
timeline-oldest =
    <b>{ $words }</b>
    { $count ->
        [one] One event.
       *[other] { $count } events, oldest first.
    }
timeline-none = I found no dated event with “{ $words }”.
quotes =
    <b>{ $words }</b>
    { $count ->
        [one] One sentence with words of theirs.
       *[other] { $count } sentences with words of theirs, newest first.
    }
quotes-none = I found no words said by “{ $words }”.
sources =
    <b>Sources</b>
    { $count ->
        [one] One outlet.
       *[other] { $count } outlets, those with most articles first.
    }
outlet-line =
    { $articles ->
        [one] { $outlet } · one article · { $days }
       *[other] { $outlet } · { $articles } articles · { $days }
    }
outlet-unnamed = no outlet named
index-empty = No article has been indexed yet.
withheld = You have seen as much of this article today as I may show. Please read on at its source.
page-back = ‹ Previous
page-on = Next ›
page-number = { $page } / { $pages }
open = { $n } in context
oldest-first = Oldest first
newest-first = Newest first
close = Back
page-gone = This page is no longer there: the articles have changed since. Please ask again.
sentence-gone = This sentence is no longer in the index: its article has been changed or taken out since.
article-ends = The article does not go on there any more; it has changed since.
press-old = I cannot tell any more what this button was about. Please ask again.
press-unknown = This button does nothing any more. Please ask again.
press-refused = Only people on its list can use this bot.
press-too-many = Too many presses. Please wait a moment.
about =
    <b>What I know</b>
    { $articles ->
        [one] One article
       *[other] { $articles } articles
    } from { $outlets ->
        [one] one outlet
       *[other] { $outlets } outlets
    }, of these days: { $days }. Last update: { $built }. Of anything else I know nothing.

    <b>What I do not do</b>
    I quote; I never put an answer into words of my own. Where no sentence supports an answer, I say so. I can choose a wrong sentence, so read the source. I show at most { $sentences ->
        [one] one sentence
       *[other] { $sentences } sentences
    } of one article a day, and take { $questions ->
        [one] one question
       *[other] { $questions } questions
    } a minute from each person.

    <b>Your privacy</b>
    I keep your questions and which sentences you were shown for { $days_kept } days, and give them to nobody. /new forgets the conversation, /export gives you all that is stored about you, /forget deletes it. What you think of an answer is kept without your name.

## Alerts

command-watch = tell me what is new about somebody or something
command-watches = what I am told about
command-unwatch = stop telling me
watch-how = Please name somebody or something, as in <code>/watch Amodei</code>
watch-begun = After each update of the articles I will send you the new sentences about “{ $topic }”, in one message. /settings sets quiet hours.
watch-known = You are already watching “{ $topic }”.
watch-full = You are watching { $most } things, which is as many as I can follow for you. Please end one with /unwatch first.
watch-ended = I will tell you no more about “{ $topic }”.
watch-none = You are not watching “{ $topic }”.
watch-gone = You are not watching this any more.
watch-stop = Stop: { $topic }
watches =
    { $count ->
        [one] <b>You are watching one thing</b>
       *[other] <b>You are watching { $count } things</b>
    }
    { $lines }
watches-none = You are not watching anything. Begin with <code>/watch Amodei</code>
digest =
    { $count ->
        [one] <b>One new sentence on what you watch</b>
       *[other] <b>{ $count } new sentences on what you watch</b>
    }
digest-more =
    { $count ->
        [one] One more is in the articles; /find and /timeline show it.
       *[other] { $count } more are in the articles; /find and /timeline show them.
    }

## Settings

command-language = choose the language
command-settings = sentences in an answer, language, quiet hours
language-own-name = English
language-auto = As in Telegram
language-which = Which language shall I speak? Sentences of articles stay in theirs.
language-set = I now speak English here.
settings =
    <b>Settings of this chat</b>
    Language: { $language }
    Sentences in an answer: { $citations }
settings-quiet =
    Quiet hours, without alerts: { $hours }
    Hours are those of the place where I run; it is { $now } there.
quiet-none = None
group-admins-only = Only administrators of this group can change its settings.

## In other chats

inline-how = Type a question to quote the news
inline-none = No sentence in the articles answers this
inline-refused = Only people on its list can use this bot
inline-too-many = Too many questions; please wait a moment
inline-answer = Answer

## Days

date-unknown = date unknown
month-name =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
one-year = { $year }
whole-years = { $year }–{ $last_year }
one-month = { $month } { $year }
one-day = { $day } { $month } { $year }
days-in-month = { $day }–{ $last_day } { $month } { $year }
days-in-year = { $day } { $month } – { $last_day } { $last_month } { $year }
days-in-years = { $day } { $month } { $year } – { $last_day } { $last_month } { $last_year }
moment = { $day }, { $time }

## The state of the index

status =
    <b>Index</b>
    Articles: { $articles }, sentences: { $sentences }
    Languages: { $languages }
    Last update: { $built }
status-span = Articles from { $first } to { $last }
status-admin =
    Model: { $model }
    { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }, { NUMBER($megabytes, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
    Generation: { $generation }
language-name =
    { $code ->
        [en] English
        [ko] Korean
        [und] unknown
       *[other] { $code }
    }

## Updating the index

no-sources = I have not been told where the articles are. Set <code>CITEDESK_SOURCES</code> and start the bot again.
build-begins = Updating the index. I go on answering questions meanwhile. Send /cancel to stop.
build-running = The index is already being updated; { $owner } started this on { $since }.
build-model = Loading the model
build-reading = Reading articles
build-embedding = Indexing articles
build-publishing = Saving the new index
build-counts =
    { $articles_total ->
        [0] { $articles ->
            [one] one article
           *[other] { $articles } articles
        }
       *[other] { $articles } / { $articles_total } articles
    }, { $passages_total ->
        [0] { $passages ->
            [one] one passage
           *[other] { $passages } passages
        }
       *[other] { $passages } / { $passages_total } passages
    }
build-report =
    <b>The index is up to date</b> ({ NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s)
    added { $added }, changed { $changed }, unchanged { $unchanged }, removed { $removed }, duplicates { $duplicates }, rejected { $rejected }
build-rejected = Rejected
build-more = … and { $count } more
cancel-asked = Stopping the update. The index stays as it was.
cancel-nothing = This bot is not updating the index.

## Errors

error = Something went wrong and I could not answer. Please try again in a moment.
error-settings = A setting is wrong, so I could not do this. Please tell the administrator.
error-source = The place set for the articles cannot be read. Please check the path and its permissions.
error-model = The language model could not be loaded, so I cannot do this. Please tell the administrator.
error-index-missing = No articles have been indexed yet. I can answer once an administrator has sent /reindex.
error-index-damaged = The index is damaged, so I cannot answer. Please tell the administrator.
error-index-mismatch = The index does not fit the model in the settings. An administrator has to build it again from scratch.
error-index = The index cannot be used, so I cannot answer. Please tell the administrator.
error-cancelled = The update was stopped. The old index stays in use.
error-disk = The disk is full, so the index was not updated. The old index stays in use.
error-build = The index was not updated. The old one stays in use; the log has the details.

## People and what is stored about them

member-allowed = I now answer questions of <code>{ $id }</code>.
member-denied = I no longer answer questions of <code>{ $id }</code>.
member-is-admin = <code>{ $id }</code> is an administrator; that cannot be changed here.
member-which =
    Please add the number of a person or a group, for example <code>/{ $command } 12345678</code>
    In a group, send it in reply to someone’s message to mean that person, or without a number to mean the whole group.
became-admin = You are an administrator now. /help lists what administrators can do.
wrong-code = That is not the code. Please check what the bot printed when it started.
forgotten = I have deleted your questions, conversations, settings and alerts. Your ratings of answers stay, with nothing that leads to you, and so do the administrators’ lists of who may ask.
forgotten-admin = The record of what you did as an administrator stays too.
exported = This is everything stored about you. Questions and conversations are deleted after { $days } days.
ask-privately = This is personal: please send the command in our private chat.
person-only = I can only do this for a person writing under their own name.
command-export = get all that is stored about you
command-forget = delete all that is stored about you
command-allow = let a person or group ask
command-deny = shut a person or group out
