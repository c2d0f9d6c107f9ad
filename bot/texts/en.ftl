# What citedesk says in English. See CONTRIBUTING.md, "Say something to people".
# A text that goes to Telegram is HTML: write &amp; for & and use no tags but b, i, code, a.

## Greeting and help

start =
    Hello. Ask me about the news articles I have, and I answer with their own sentences, each with its source.
    Send your question in English or Korean.
help =
    Send me a question. I look for the sentences that answer it and show them with their number, outlet, date and title. Where the articles do not support an answer I say so and name the closest ones.

    In a group, mention me, reply to one of my messages, or put your question after /ask. If you correct a question within a minute, I correct my answer. You may go on with “Why?” or “And when?” Send me an article’s link or forward a news message, and I answer about that article.

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
    <b>For administrators</b>
    /reindex – bring the index up to date; /reindex dry only says what would change, /reindex full builds all anew
    /cancel – stop doing so
    /feedback export – what people thought of answers
    /status – also age, memory, questions and answer times
    /withdraw ARTICLE – stop citing an article, by its address or id; /restore takes it back
    /rollback – go back to the index of before
    /sources list, /sources add PLACE, /sources remove PLACE – where articles come from; /sources alone lists the outlets, as for everybody
    /broadcast WORDS – write to every chat
    /logs – the last errors
    /allow, /deny – let a person or a group ask, or shut them out

    Send me a .txt, .md, .html, .jsonl or .zip document in private, and I index it.
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
command-withdraw = stop citing an article
command-restore = let a withdrawn article be cited again
command-rollback = go back to the index of before
command-broadcast = write to every chat
command-logs = the last errors

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
too-many-here =
    I take { $limit ->
        [one] one question
       *[other] { $limit } questions
    } a minute from a group. Please ask again in { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    }.
busy =
    { $count ->
        [one] One question is
       *[other] { $count } questions are
    } waiting for an answer already, so I did not take yours on. Please ask again in about { $seconds ->
        [0] a second
        [one] a second
       *[other] { $seconds } seconds
    }.
late = I am sorry for the late answer; I was not running when you asked.
late-command = I was not running when you sent this command, so I did not carry it out. Send it again if needed.
unsure = The connection to Telegram broke while I was answering. If you see no answer, please try again.
unsure-answer = The connection to Telegram broke while I was answering this question. If you do not see the whole answer, press the button and I will answer it again.
answer-again = Answer again
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
reason-known = an article has it
reason-spelling = spelled another way
reason-misread = question misread
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

## An article that was pointed at

about-article = About: { $article }
about-refused =
    { $count ->
        [one] This article does not answer the question.
       *[other] These articles do not answer the question.
    }
about-others = To ask all the articles I have, send /new first.
about-others-answer = Other articles do. To ask all the articles I have, send /new first.
about-left = What you asked about before does not answer this, so I looked in the other articles.
about-card =
    { $articles }

    Ask me about { $count ->
        [one] this article
       *[other] these articles
    }: until you send /new, or ask about something else, I answer from { $count ->
        [one] it
       *[other] them
    } alone. For example:
    { $examples }
about-ask-whole = What is it about?
about-ask-speaker = What did { $name } say?
about-opening = How it begins
about-missing-link = The article behind this link is not among those I have.
about-missing-text = I could not find this message in any of the articles I have.
about-missing-withdrawn = The article behind this link has been withdrawn, so I do not quote it.
about-missing-answered = I looked for an answer in all of those instead.
about-missing-add = To add it, send me the article as a .txt or .html document, or put it where /reindex reads.

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
        [one] One sentence with their words.
       *[other] { $count } sentences with their words, newest first.
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
    }. Dates: { $days }. Last update: { $built }. Of anything else I know nothing.

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
digest-gone = I no longer have the rest of this digest. /find and /timeline show what the articles say.

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
quiet-none = none
quiet-off = Alerts at any hour
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
build-running-scheduled = The index is already being updated; this is the scheduled update, which began on { $since }.
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
build-pace =
    { NUMBER($rate, minimumFractionDigits: 1, maximumFractionDigits: 1) } articles a second, { $minutes ->
        [0] less than a minute left
        [one] about one minute left
       *[other] about { $minutes } minutes left
    }
build-done = <b>The index is up to date</b> ({ NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s)
build-dry = <b>Nothing has been changed. An update would do this:</b>
build-report =
    added { $added }, changed { $changed }, unchanged { $unchanged }, removed { $removed }, duplicates { $duplicates }, rejected { $rejected }
build-rejected = <b>Rejected</b>
build-more = … and { $count } more
flaw-binary = it is not text
flaw-changed = it changed during the update; please update again
flaw-damaged = its gzip packing is damaged
flaw-empty = it has no text
flaw-field = the field “{ $about }” has the wrong form
flaw-format = not a format that I read; those are { $about }, each also with .gz
flaw-gone = it is no longer there
flaw-json = it is not an object in valid JSON
flaw-nested = its contents are nested too deeply
flaw-no-story = no article was found in the page
flaw-same-id = another article has the same id: { $about }
flaw-textless = its field “text” is missing or is not text
flaw-too-long = longer than the { $about } bytes allowed (setting reading.max_article_bytes)
flaw-unreadable = it cannot be read; please check the disk and the permissions
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

## What administrators do

anonymous-admin = You write as the group, anonymously, so I cannot tell who you are. Please send the command in our private chat, or turn anonymity off and send it again.
admin-privately = Others can read along here. Please send this command in our private chat.
reindex-how = <code>/reindex</code> takes in what has changed, <code>/reindex full</code> builds everything again, <code>/reindex dry</code> only says what would change.
schedule-failed = The scheduled update of the index failed. { $reason } If it goes on failing in the same way, I will not say so again.
figures-age = Age of the index: { $age }
figures-memory = Memory: { $megabytes } MB
figures-uptime = Running for { $uptime }
figures-no-questions = No questions in the last 7 days.
figures-questions = Questions: { $today } in the last 24 hours, { NUMBER($daily, minimumFractionDigits: 1, maximumFractionDigits: 1) } a day over 7 days; { $refused } % of them refused
figures-times = Answer times over 7 days: p50 { $p50 } ms, p95 { $p95 } ms
duration =
    { $unit ->
        [days] { $count ->
            [one] one day
           *[other] { $count } days
        }
        [hours] { $count ->
            [one] one hour
           *[other] { $count } hours
        }
       *[minutes] { $count ->
            [one] one minute
           *[other] { $count } minutes
        }
    }
generation =
    { $articles ->
        [one] <code>{ $name }</code> · { $built } · one article
       *[other] <code>{ $name }</code> · { $built } · { $articles } articles
    }
rolled-back =
    <b>The index of before is back</b>
    Now: { $live }
    Before: { $left }
    <code>/rollback { $name }</code> undoes this. The next update of the index will again take in what the sources hold by then.
rollback-none = There is no earlier index to go back to. The index stays as it is.
withdraw-how =
    Please add the address or id of the article to withdraw, as in <code>/withdraw https://news.example/1</code>
    You may give the reason on the next line.
withdrawn = From now on I do not cite this, and later updates keep it out. <code>/restore { $name }</code> takes that back.
withdrawn-unknown = No indexed article has this address or id; please check that it is right. I have noted it all the same, and later updates keep it out. <code>/restore { $name }</code> takes that back.
restored = <code>{ $name }</code> may be cited again.
restored-later = <code>{ $name }</code> is no longer withdrawn. The index does not hold it now; the next update brings it back.
restore-unknown = <code>{ $name }</code> is not withdrawn. <code>/restore</code> alone lists what is.
restore-none = No article is withdrawn.
restore-how =
    { $count ->
        [one] One article is withdrawn.
       *[other] { $count } articles are withdrawn.
    } To take one back, add its address or id, as in <code>/restore https://news.example/1</code>
sources-how =
    <code>/sources add /srv/news</code> – read a file or folder of the server too
    <code>/sources remove /srv/news</code> – no longer read what was added or sent
    <code>/sources</code> – the outlets
sources-named = <b>Named in the settings</b> (not to be changed here)
sources-added-list = <b>Added by administrators</b>
sources-sent =
    { $count ->
        [one] <b>Sent to me</b>: one
       *[other] <b>Sent to me</b>: { $count }
    }
sources-none = There is no place yet that articles come from.
sources-added = <code>{ $place }</code> has been added; the next <code>/reindex</code> reads it. <code>/reindex dry</code> says beforehand what would change.
sources-refused = <code>{ $place }</code> cannot be added. Please give the full path of a file or folder on the server; hidden folders, the bot’s own data and what the settings do not allow are left out.
sources-removed = <code>{ $place }</code> is no longer read. The next <code>/reindex</code> takes its articles out of the index.
sources-unknown = <code>{ $place }</code> is not one of those added. See <code>/sources list</code>.
upload-kept =
    { $count ->
        [one] I have kept <code>{ $name }</code>.
       *[other] I have kept { $count } files as <code>{ $name }</code>.
    }
upload-later =
    { $count ->
        [one] I have kept <code>{ $name }</code>. The index is being updated just now; please send /reindex once that is done.
       *[other] I have kept { $count } files as <code>{ $name }</code>. The index is being updated just now; please send /reindex once that is done.
    }
upload-kind = I cannot index this kind of file. Please send .txt, .md, .html or .jsonl, or a .zip of these.
upload-size = This is too large. I take up to { NUMBER($megabytes, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB, and what an archive unpacks to has a limit too.
upload-damaged = This archive is damaged. Nothing was kept.
upload-encrypted = This archive is encrypted. Nothing was kept.
upload-path = This archive holds names that lead out of it or stand on each other. Nothing was kept.
upload-count = This archive holds too many files. Please send it in parts.
upload-empty = There is nothing in this to index. Nothing was kept.
logs =
    { $count ->
        [one] <b>The last error</b>
       *[other] <b>The last { $count } errors</b>, latest first
    }
logs-none = No error since the bot was started.
broadcast-how = Please put the words after the command, up to { $limit } characters, as in <code>/broadcast We are down for repairs tonight from 10.</code>
broadcast-preview =
    { $count ->
        [one] Send this to one chat?
       *[other] Send this to { $count } chats?
    }
broadcast-yes =
    { $count ->
        [one] Send to one chat
       *[other] Send to { $count } chats
    }
broadcast-no = Do not send
broadcast-let-be = Not sent.
broadcast-begins =
    { $count ->
        [one] Sending to one chat.
       *[other] Sending to { $count } chats.
    } If I am stopped meanwhile, I go on when I am back.
broadcast-done =
    { $count ->
        [one] Sent to one chat.
       *[other] Sent to { $count } chats.
    } Not reached: { $missed }
broadcast-unsure =
    { $count ->
        [one] One more may have it: the connection broke or I was ended just as I sent it, and I did not risk sending it twice.
       *[other] { $count } more may have it: the connection broke or I was ended just as I sent it, and I did not risk sending it twice.
    }
broadcast-cut =
    { $count ->
        [one] One chat was not sent it: I was away for more than an hour, and it may no longer be true.
       *[other] { $count } chats were not sent it: I was away for more than an hour, and it may no longer be true.
    }
broadcast-gone = This was decided before, or the bot was restarted and has forgotten the words. Please send /broadcast again if needed.
