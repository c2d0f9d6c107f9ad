# citedesk이 한국어로 하는 말. 고치는 방법은 CONTRIBUTING.md의 “Say something to people”에 있다.
# 텔레그램으로 가는 글은 HTML이다. &는 &amp;로 쓰고, 태그는 b, i, code, a만 쓴다.
# 조사는 JOSA가 고른다: { $name }{ JOSA($name, "은/는") }

## 인사와 도움말

start =
    안녕하십니까. 뉴스 기사에 대해 질문하시면 기사 속 문장을 그대로 인용하여 출처와 함께 답해 드립니다.
    한국어나 영어로 질문을 보내 주십시오.
help =
    궁금한 점을 문장으로 보내 주십시오. 기사에서 근거 문장을 찾아 번호, 언론사, 날짜, 제목과 함께 보여 드립니다. 근거가 부족하면 답하지 않고 가장 가까운 기사를 알려 드립니다.

    그룹에서는 저를 @로 부르시거나, 제 메시지에 답장하시거나, /ask 뒤에 질문을 적어 주십시오. 질문을 보낸 뒤 1분 안에 고치시면 답변도 함께 고칩니다. “왜?”처럼 앞 질문에 이어서 물으셔도 됩니다. 기사 링크나 뉴스 메시지를 보내시면 그 기사에 대해 답해 드립니다.

    /ask 질문 – 질문하기
    /new – 새로 시작
    /find 낱말 – 기사 찾기
    /latest – 최신 기사
    /timeline 이름 – 날짜순 사건
    /quotes 이름 – 인물의 발언
    /sources – 언론사
    /about – 아는 것과 한계, 개인정보
    /watch 이름 – 새 소식 알림 받기
    /watches, /unwatch – 알림 목록, 끄기
    /settings, /language – 설정, 언어
    /status – 색인된 기사 현황
    /export, /forget – 저장된 내 정보 받기, 지우기
    /help – 도움말
help-admin =
    <b>관리자용</b>
    /reindex – 기사 색인 갱신. /reindex dry는 바뀔 내용만 미리 보여 주고, /reindex full은 처음부터 다시 색인합니다.
    /cancel – 색인 갱신 중단
    /feedback export – 답변 평가 내려받기
    /status – 색인 현황과 메모리, 질문 수, 응답 시간
    /withdraw 기사 – 주소나 ID로 지정한 기사를 인용에서 제외. /restore로 되돌립니다.
    /rollback – 이전 색인으로 되돌리기
    /sources list, /sources add 경로, /sources remove 경로 – 기사를 읽어 올 곳 관리. /sources만 보내면 언론사 목록이 나옵니다.
    /broadcast 내용 – 모든 채팅에 공지
    /logs – 최근 오류
    /allow, /deny – 사용자나 그룹 허가, 차단

    개인 채팅으로 .txt, .md, .html, .jsonl, .zip 파일을 보내시면 색인합니다.
command-ask = 질문하기
command-new = 새로 시작
command-find = 기사 목록 찾기
command-latest = 최신 기사
command-timeline = 인물이나 주제의 연표
command-quotes = 인물의 발언
command-sources = 언론사별 기사 수와 날짜
command-about = 아는 것과 한계, 개인정보
command-status = 색인된 기사 현황
command-help = 도움말
command-reindex = 기사 색인 갱신
command-cancel = 색인 갱신 중단
command-withdraw = 기사를 인용에서 제외
command-restore = 제외한 기사 되돌리기
command-rollback = 이전 색인으로 되돌리기
command-broadcast = 모든 채팅에 공지
command-logs = 최근 오류

## 터미널의 대화

chat-welcome = 기사에 대해 한국어나 영어로 물어보십시오. /help에서 사용 방법을 볼 수 있고, /quit이나 Ctrl-D로 끝냅니다.
chat-help =
    질문을 적고 Enter를 누르십시오. 답변은 기사 속 문장을 그대로 인용한 것입니다.
    앞 질문에 이어서 물으셔도 됩니다. 예: “언제 한 말이야?”, “왜?”, “영어로 알려 줘”
    {"  "}/new    새로 시작
    {"  "}/help   도움말
    {"  "}/quit   끝내기 (Ctrl-D와 Ctrl-C도 같음)

## 답하지 않는 질문

stranger = 이 봇은 허가된 사용자만 이용할 수 있습니다. 관리자에게 사용자 번호 <code>{ $id }</code>의 등록을 요청해 주십시오.
stranger-group = 이 봇은 허가된 그룹에서만 답합니다. 관리자에게 그룹 번호 <code>{ $id }</code>의 등록을 요청해 주십시오.
admins-only = 이 명령은 관리자만 사용할 수 있습니다.
empty-question = 질문을 함께 적어 주십시오. 예: <code>/ask 아모데이가 뭐라고 했나요?</code>
text-only = 글로 적은 질문에만 답할 수 있습니다.
unknown-command = 알 수 없는 명령입니다. /help에서 사용 방법을 확인해 주십시오.
too-long = 질문이 너무 깁니다. { $limit }자 이내로 줄여서 다시 보내 주십시오.
too-many = 질문은 1분에 { $limit }개까지 받습니다. { $seconds }초 뒤에 다시 질문해 주십시오.
too-many-here = 한 그룹에서는 질문을 1분에 { $limit }개까지 받습니다. { $seconds }초 뒤에 다시 질문해 주십시오.
busy =
    지금 질문 { $count }개가 답변을 기다리고 있어 이 질문은 받지 못했습니다. { $seconds ->
        [0] 잠시
       *[other] 약 { $seconds }초
    } 뒤에 다시 질문해 주십시오.
late = 답변이 늦어 죄송합니다. 질문하셨을 때 봇이 작동하지 않고 있었습니다.
late-command = 명령을 보내셨을 때 봇이 작동하지 않아 실행하지 않았습니다. 필요하시면 다시 보내 주십시오.
unsure = 답변을 보내는 중에 텔레그램과의 연결이 끊겼습니다. 답변이 보이지 않으면 다시 시도해 주십시오.
unsure-answer = 이 질문에 답변을 보내는 중에 텔레그램과의 연결이 끊겼습니다. 답변이 보이지 않거나 중간에 끊겼으면 아래 버튼을 눌러 주십시오. 다시 답변해 드립니다.
answer-again = 다시 답변하기
anew = 새로 시작합니다. 지금까지 나눈 대화는 다음 질문에 영향을 주지 않습니다.
enough =
    한 기사에서 하루에 보여 드릴 수 있는 문장은 { $limit }개까지입니다. 이 기사는 오늘 충분히 보여 드렸으니 전문은 원문에서 읽어 주십시오.
    { $source }

## 답변

heading =
    { $sentences ->
        [1] 기사에서 찾은 문장입니다.
       *[other] { $articles ->
            [1] 기사 한 편에서 찾은 문장 { $sentences }개입니다.
           *[other] 기사에서 찾은 문장 { $sentences }개입니다.
        }
    }
understood = 이렇게 이해했습니다: { $question }
nearest = 가장 가까운 기사
untitled = 제목 없음
speaker =
    { $speech ->
        [direct] { $name } (직접 인용)
        [indirect] { $name } (간접 인용)
       *[unknown] { $name }
    }
speaker-line =
    { $speech ->
        [direct] { $name } 발언 (직접 인용)
        [indirect] { $name } 발언 (간접 인용)
       *[unknown] { $name } 발언
    }
also-in =
    { $more ->
        [0] 같은 내용의 기사: { $outlets }
       *[other] 같은 내용의 기사: { $outlets } 외 { $more }곳
    }
corrected = 이후 정정 보도: { $article }
outlets = 서로 다른 언론사 { $count }곳의 기사입니다.
figures-differ = 출처마다 수치가 다릅니다: { $figures }.
days-inside = { $days } 기사입니다.
days-partly = { $days } 기사를 우선했으며, 다른 날짜의 기사도 있습니다.
days-outside = { $days } 기사에서는 답을 찾지 못해 { $found } 기사를 인용합니다.
days-undated = { $days } 기사에서는 답을 찾지 못해 날짜를 알 수 없는 기사를 인용합니다.
days-old = 찾은 기사 중 가장 최근 기사가 { $day } 자이므로 현재 상황과 다를 수 있습니다.

## 답변 아래의 버튼

searching = 기사를 찾아보고 있습니다…
more = 더 보기
other-outlets = 다른 언론사
its-timeline = 연표
more-found = <b>관련 문장 { $count }개를 더 찾았습니다.</b>
no-other-outlets = 색인된 기사 가운데 이 내용을 다룬 다른 언론사 기사는 없습니다.
same-story = 같은 내용을 실은 기사:
reason-source = 출처 오류
reason-speaker = 발언자 오류
reason-old = 오래된 정보
reason-other = 기타
reason-known = 기사에 있음
reason-spelling = 표기가 다름
reason-misread = 질문을 오해함
rating-noted = 평가를 저장했습니다. 감사합니다.
answer-gone = 이 답변의 기록이 남아 있지 않아 버튼을 사용할 수 없습니다. 다시 질문해 주십시오.
feedback-how = 명령을 끝까지 적어 주십시오. <code>/feedback export</code>를 보내시면 답변 평가를 모두 파일로 보내 드립니다.
feedback-none = 아직 접수된 평가가 없습니다.
feedback-exported = 답변 평가 { $count }건입니다. 평가한 사람의 정보는 들어 있지 않습니다.
command-feedback = 답변 평가 내려받기

## 답이 없을 때

refused-empty = 아직 색인된 기사가 없어 답할 수 없습니다.
refused-name = 색인된 기사에서 ‘{ $name }’에 관한 내용을 찾지 못했습니다.
refused-weak = 색인된 기사에서 이 질문에 답하는 문장을 찾지 못했습니다.
nothing-more = 색인된 기사에서 더 찾은 내용이 없습니다.
nothing-more-of = 색인된 기사에 { $person }의 다른 발언은 더 없습니다.
searched-undated = 기사 { $articles }건을 찾아봤습니다.
searched-day = { $day } 기사 { $articles }건을 찾아봤습니다.
searched-days = { $first }부터 { $last }까지의 기사 { $articles }건을 찾아봤습니다.

## 링크나 전달 메시지로 가리킨 기사

about-article = 질문하신 기사: { $article }
about-refused =
    { $count ->
        [1] 이 기사에는 질문에 답하는 문장이 없습니다.
       *[other] 이 기사들에는 질문에 답하는 문장이 없습니다.
    }
about-others = 전체 기사에서 찾으시려면 /new를 보내신 뒤 다시 질문해 주십시오.
about-others-answer = 다른 기사에는 답이 있습니다. /new를 보내신 뒤 다시 질문하시면 전체 기사에서 찾아 드립니다.
about-left = 앞서 질문하신 기사에는 답이 없어 다른 기사에서 찾았습니다.
about-card =
    { $articles }

    { $count ->
        [1] 이 기사에 대해 질문해 주십시오. /new를 보내시거나 다른 주제를 물으시기 전까지는 이 기사에서만 답을 찾습니다.
       *[other] 이 기사들에 대해 질문해 주십시오. /new를 보내시거나 다른 주제를 물으시기 전까지는 이 기사들에서만 답을 찾습니다.
    } 예:
    { $examples }
about-ask-whole = 무슨 내용입니까?
about-ask-speaker = { $name }{ JOSA($name, "은/는") } 뭐라고 했습니까?
about-opening = 기사 첫머리
about-missing-link = 이 링크의 기사는 색인에 없습니다.
about-missing-text = 이 메시지의 내용과 일치하는 기사를 색인에서 찾지 못했습니다.
about-missing-withdrawn = 이 링크의 기사는 인용에서 제외되어 보여 드릴 수 없습니다.
about-missing-answered = 대신 색인된 기사 전체에서 찾아봤습니다.
about-missing-add = 추가하려면 기사를 .txt나 .html 파일로 보내 주시거나, /reindex가 읽는 곳에 넣어 주십시오.

## 둘러보기

find-how = 찾을 내용을 함께 적어 주십시오. 예: <code>/find 반도체 수출</code>
timeline-how = 인물이나 주제를 함께 적어 주십시오. 예: <code>/timeline 앤트로픽</code>
quotes-how = 인물 이름을 함께 적어 주십시오. 예: <code>/quotes 아모데이</code>
find =
    <b>{ $words }</b>
    { $count ->
        [1] 기사 1건입니다.
       *[other] 기사 { $count }건, 최신순입니다.
    }
find-none = ‘{ $words }’에 관한 기사를 찾지 못했습니다.
latest =
    <b>최신 기사</b>
    모두 { $count }건입니다.
timeline-newest =
    <b>{ $words }</b>
    { $count ->
        [1] 사건 1건입니다.
       *[other] 사건 { $count }건, 최신순입니다.
    }
timeline-oldest =
    <b>{ $words }</b>
    { $count ->
        [1] 사건 1건입니다.
       *[other] 사건 { $count }건, 오래된 순입니다.
    }
timeline-none = ‘{ $words }’에 관해 날짜를 알 수 있는 사건을 찾지 못했습니다.
quotes =
    <b>{ $words }</b>
    { $count ->
        [1] 발언이 담긴 문장 1개입니다.
       *[other] 발언이 담긴 문장 { $count }개, 최신순입니다.
    }
quotes-none = ‘{ $words }’의 발언을 찾지 못했습니다.
sources =
    <b>언론사</b>
    { $count ->
        [1] 언론사 1곳입니다.
       *[other] 언론사 { $count }곳, 기사가 많은 순입니다.
    }
outlet-line = { $outlet } · 기사 { $articles }건 · { $days }
outlet-unnamed = 언론사 미상
index-empty = 아직 색인된 기사가 없습니다.
withheld = 이 기사에서 하루에 보여 드릴 수 있는 문장을 모두 보여 드렸습니다. 이어지는 내용은 원문에서 읽어 주십시오.
page-back = ‹ 이전
page-on = 다음 ›
page-number = { $page } / { $pages }
open = { $n }번 문맥
oldest-first = 오래된 순
newest-first = 최신순
close = 돌아가기
page-gone = 그사이 기사가 바뀌어 이 페이지가 없어졌습니다. 다시 찾아 주십시오.
sentence-gone = 이 문장은 더 이상 색인에 없습니다. 그사이 기사가 바뀌었거나 삭제되었습니다.
article-ends = 그사이 기사가 바뀌어 이 부분이 없어졌습니다.
press-old = 오래된 버튼이라 무엇에 관한 것인지 알 수 없습니다. 다시 찾아 주십시오.
press-unknown = 더 이상 쓸 수 없는 버튼입니다. 다시 찾아 주십시오.
press-refused = 이 봇은 허가된 사용자만 이용할 수 있습니다.
press-too-many = 버튼을 너무 자주 누르셨습니다. 잠시 뒤에 다시 눌러 주십시오.
about =
    <b>아는 것</b>
    언론사 { $outlets }곳의 기사 { $articles }건을 알고 있습니다. 기사 날짜: { $days }. 마지막 갱신: { $built }. 그 밖의 일은 알지 못합니다.

    <b>한계</b>
    기사 속 문장을 그대로 인용하며, 답을 지어내지 않습니다. 근거가 되는 문장이 없으면 없다고 말씀드립니다. 문장을 잘못 고를 수 있으니 원문을 확인해 주십시오. 한 기사에서 하루에 보여 드리는 문장은 { $sentences }개까지이고, 질문은 1분에 { $questions }개까지 받습니다.

    <b>개인정보</b>
    질문과 보여 드린 문장은 { $days_kept }일 동안 보관하며 누구에게도 주지 않습니다. /new를 보내시면 대화를 잊고, /export로 저장된 내용을 받고, /forget으로 모두 지우실 수 있습니다. 답변 평가는 누구의 것인지 알 수 없게 보관합니다.

## 알림

command-watch = 인물이나 주제의 새 소식 알림 받기
command-watches = 받고 있는 알림 목록
command-unwatch = 알림 끄기
watch-how = 인물이나 주제를 함께 적어 주십시오. 예: <code>/watch 아모데이</code>
watch-begun = 기사가 갱신될 때마다 ‘{ $topic }’에 관한 새 문장을 한 메시지로 모아 보내 드립니다. 방해 금지 시간은 /settings에서 정하실 수 있습니다.
watch-known = ‘{ $topic }’ 알림은 이미 받고 계십니다.
watch-full = 알림은 { $most }개까지 받으실 수 있습니다. 먼저 /unwatch로 하나를 꺼 주십시오.
watch-ended = ‘{ $topic }’ 알림을 껐습니다.
watch-none = ‘{ $topic }’ 알림은 받고 계시지 않습니다.
watch-gone = 이미 꺼진 알림입니다.
watch-stop = 알림 끄기: { $topic }
watches =
    { $count ->
        [1] <b>받고 계신 알림 1개</b>
       *[other] <b>받고 계신 알림 { $count }개</b>
    }
    { $lines }
watches-none = 받고 계신 알림이 없습니다. <code>/watch 아모데이</code>처럼 보내시면 시작합니다.
digest =
    { $count ->
        [1] <b>알림: 새 문장 1개</b>
       *[other] <b>알림: 새 문장 { $count }개</b>
    }
digest-gone = 이 알림의 나머지는 더 이상 보관하고 있지 않습니다. /find나 /timeline으로 기사를 찾아보실 수 있습니다.

## 설정

command-language = 언어 선택
command-settings = 답변 문장 수, 언어, 방해 금지 시간
language-own-name = 한국어
language-auto = 자동
language-which = 안내 언어를 골라 주십시오. 기사 문장은 원문 그대로 보여 드립니다.
language-set = 이제 한국어로 안내해 드립니다.
settings =
    <b>이 채팅의 설정</b>
    언어: { $language }
    답변에 인용할 문장: 최대 { $citations }개
settings-quiet =
    방해 금지 시간(알림을 보내지 않음): { $hours }
    시각은 봇이 작동하는 곳을 기준으로 하며, 그곳은 지금 { $now }입니다.
quiet-none = 없음
quiet-off = 방해 금지 시간 없음
group-admins-only = 이 그룹의 관리자만 설정을 바꿀 수 있습니다.

## 다른 채팅에서

inline-how = 질문을 입력하면 기사 문장을 인용합니다
inline-none = 이 질문에 답하는 기사 문장이 없습니다
inline-refused = 허가된 사용자만 이용할 수 있는 봇입니다
inline-too-many = 잠시 뒤에 다시 입력해 주십시오
inline-answer = 답변

## 날짜

date-unknown = 날짜 미상
month-name = { $month }월
one-year = { $year }년
whole-years = { $year }~{ $last_year }년
one-month = { $year }년 { $month }
one-day = { $year }년 { $month } { $day }일
days-in-month = { $year }년 { $month } { $day }~{ $last_day }일
days-in-year = { $year }년 { $month } { $day }일~{ $last_month } { $last_day }일
days-in-years = { $year }년 { $month } { $day }일~{ $last_year }년 { $last_month } { $last_day }일
moment = { $day } { $time }

## 색인 현황

status =
    <b>색인 현황</b>
    기사 { $articles }건, 문장 { $sentences }개
    언어: { $languages }
    마지막 갱신: { $built }
status-span = 기사 날짜: { $first } ~ { $last }
status-admin =
    모델: { $model }
    구절 { $passages }개, { NUMBER($megabytes, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
    세대: { $generation }
language-name =
    { $code ->
        [en] 영어
        [ko] 한국어
        [und] 알 수 없음
       *[other] { $code }
    }

## 색인 갱신

no-sources = 색인할 기사의 위치가 설정되어 있지 않습니다. <code>CITEDESK_SOURCES</code>를 설정한 뒤 봇을 다시 시작해 주십시오.
build-begins = 색인 갱신을 시작합니다. 그동안에도 질문에 답합니다. 중단하려면 /cancel을 보내 주십시오.
build-running = 색인 갱신이 { $since }부터 진행 중입니다. 시작한 곳: { $owner }
build-running-scheduled = 예약된 색인 갱신이 { $since }부터 진행 중입니다.
build-model = 모델을 불러오고 있습니다
build-reading = 기사를 읽고 있습니다
build-embedding = 기사를 색인하고 있습니다
build-publishing = 새 색인을 저장하고 있습니다
build-counts =
    기사 { $articles_total ->
        [0] { $articles }건
       *[other] { $articles } / { $articles_total }건
    }, 구절 { $passages_total ->
        [0] { $passages }개
       *[other] { $passages } / { $passages_total }개
    }
build-pace =
    초당 기사 { NUMBER($rate, minimumFractionDigits: 1, maximumFractionDigits: 1) }건, { $minutes ->
        [0] 1분 안에 끝납니다
       *[other] 약 { $minutes }분 남았습니다
    }
build-done = <b>색인 갱신을 마쳤습니다</b> ({ NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) }초)
build-dry = <b>아직 바뀐 것은 없습니다. 색인을 갱신하면 다음과 같이 됩니다.</b>
build-report =
    추가 { $added }, 변경 { $changed }, 유지 { $unchanged }, 삭제 { $removed }, 중복 { $duplicates }, 제외 { $rejected }
build-rejected = <b>제외된 항목</b>
build-more = … 외 { $count }건
flaw-binary = 텍스트 파일이 아닙니다
flaw-changed = 갱신하는 동안 내용이 바뀌었습니다. 다시 갱신해 주십시오
flaw-damaged = gzip 압축이 손상되었습니다
flaw-empty = 본문이 비어 있습니다
flaw-field = ‘{ $about }’ 항목의 형식이 맞지 않습니다
flaw-format = 읽을 수 없는 형식입니다 (읽는 형식: { $about }, .gz 압축도 가능)
flaw-gone = 파일이 더 이상 없습니다
flaw-json = 올바른 JSON 객체가 아닙니다
flaw-nested = 내용의 중첩이 너무 깊습니다
flaw-no-story = 페이지에서 기사 본문을 찾지 못했습니다
flaw-same-id = 같은 id의 기사가 이미 있습니다: { $about }
flaw-textless = ‘text’ 항목이 없거나 문자열이 아닙니다
flaw-too-long = 허용된 { $about }바이트보다 깁니다 (reading.max_article_bytes 설정)
flaw-unreadable = 파일을 읽을 수 없습니다. 디스크와 접근 권한을 확인해 주십시오
cancel-asked = 색인 갱신을 중단하고 있습니다. 지금까지의 색인은 그대로 유지됩니다.
cancel-nothing = 이 봇에서 진행 중인 색인 갱신이 없습니다.

## 오류

error = 문제가 생겨 답하지 못했습니다. 잠시 뒤에 다시 시도해 주십시오.
error-settings = 설정이 잘못되어 처리하지 못했습니다. 관리자에게 알려 주십시오.
error-source = 설정된 기사 위치를 읽을 수 없습니다. 경로와 접근 권한을 확인해 주십시오.
error-model = 언어 모델을 불러올 수 없어 답하지 못했습니다. 관리자에게 알려 주십시오.
error-index-missing = 아직 색인된 기사가 없습니다. 관리자가 /reindex로 색인을 만들면 답할 수 있습니다.
error-index-damaged = 색인이 손상되어 답할 수 없습니다. 관리자에게 알려 주십시오.
error-index-mismatch = 색인이 현재 모델 설정과 맞지 않습니다. 관리자가 색인을 처음부터 다시 만들어야 합니다.
error-index = 색인을 사용할 수 없어 답하지 못했습니다. 관리자에게 알려 주십시오.
error-cancelled = 색인 갱신을 중단했습니다. 이전 색인을 그대로 사용합니다.
error-disk = 디스크 공간이 부족하여 색인을 갱신하지 못했습니다. 이전 색인을 그대로 사용합니다.
error-build = 색인을 갱신하지 못했습니다. 이전 색인을 그대로 사용하며, 자세한 내용은 로그에 있습니다.

## 회원과 개인 정보

member-allowed = 이제 <code>{ $id }</code>의 질문에 답합니다.
member-denied = 이제 <code>{ $id }</code>의 질문에는 답하지 않습니다.
member-is-admin = <code>{ $id }</code>: 관리자이므로 바꿀 수 없습니다.
member-which =
    사용자 번호나 그룹 번호를 함께 적어 주십시오. 예: <code>/{ $command } 12345678</code>
    그룹에서 다른 사람의 메시지에 답장으로 보내시면 그 사람에게, 번호 없이 보내시면 그룹 전체에 적용됩니다.
became-admin = 이제 관리자이십니다. /help에서 관리자용 명령을 확인해 주십시오.
wrong-code = 코드가 맞지 않습니다. 봇을 시작할 때 출력된 코드를 다시 확인해 주십시오.
forgotten = 저장되어 있던 질문, 대화, 설정, 알림을 모두 지웠습니다. 보내신 평가는 누구의 것인지 알 수 없는 상태로 남으며, 관리자가 정한 이용 허가와 차단 목록도 그대로입니다.
forgotten-admin = 관리자로서 하신 일의 기록도 남습니다.
exported = 회원님에 대해 저장된 모든 내용입니다. 질문과 대화는 { $days }일 동안 보관한 뒤 지웁니다.
ask-privately = 개인 정보이므로 저와의 개인 채팅에서 이 명령을 보내 주십시오.
person-only = 본인 계정으로 보내신 경우에만 처리할 수 있습니다.
command-export = 저장된 내 정보 받기
command-forget = 저장된 내 정보 지우기
command-allow = 사용자나 그룹 허가
command-deny = 사용자나 그룹 차단

## 관리자가 하는 일

anonymous-admin = 그룹 이름으로 익명 발언을 하고 계셔서 누구이신지 확인할 수 없습니다. 저와의 개인 채팅에서 명령을 보내시거나, 익명 설정을 끄고 다시 보내 주십시오.
admin-privately = 다른 사람이 볼 수 있는 곳입니다. 저와의 개인 채팅에서 이 명령을 보내 주십시오.
reindex-how = <code>/reindex</code>는 바뀐 기사만, <code>/reindex full</code>은 전체를 다시 색인하며, <code>/reindex dry</code>는 바뀔 내용만 미리 보여 줍니다.
schedule-failed = 예약된 색인 갱신에 실패했습니다. { $reason } 같은 오류가 계속되어도 다시 알리지 않습니다.
figures-age = 색인한 지 { $age }
figures-memory = 메모리: { $megabytes } MB
figures-uptime = 가동 시간: { $uptime }
figures-no-questions = 최근 7일 동안 받은 질문이 없습니다.
figures-questions = 질문: 최근 24시간 { $today }건, 7일간 하루 평균 { NUMBER($daily, minimumFractionDigits: 1, maximumFractionDigits: 1) }건. 그중 { $refused }%는 답하지 못함
figures-times = 응답 시간(7일): 중앙값 { $p50 } ms, 상위 5% 지점 { $p95 } ms
duration =
    { $unit ->
        [days] { $count }일
        [hours] { $count }시간
       *[minutes] { $count }분
    }
generation = <code>{ $name }</code> · { $built } · 기사 { $articles }건
rolled-back =
    <b>이전 색인으로 되돌렸습니다</b>
    현재: { $live }
    직전: { $left }
    다시 돌아가려면 <code>/rollback { $name }</code> 명령을 보내 주십시오. 다음 색인 갱신 때는 기사를 읽어 오는 곳의 현재 내용이 다시 반영됩니다.
rollback-none = 되돌릴 수 있는 이전 색인이 없습니다. 지금 색인을 그대로 사용합니다.
withdraw-how =
    인용에서 제외할 기사의 주소나 ID를 함께 적어 주십시오. 예: <code>/withdraw https://news.example/1</code>
    다음 줄에 사유를 적으실 수 있습니다.
withdrawn = 다음 기사는 이제 인용하지 않으며, 앞으로 색인을 갱신해도 다시 들어오지 않습니다. 되돌리려면 <code>/restore { $name }</code> 명령을 보내 주십시오.
withdrawn-unknown = 색인에 이런 주소나 ID의 기사가 없습니다. 잘못 적지 않으셨는지 확인해 주십시오. 그래도 목록에 올려 두었으므로 앞으로 색인할 때 제외합니다. 되돌리려면 <code>/restore { $name }</code> 명령을 보내 주십시오.
restored = <code>{ $name }</code>: 다시 인용합니다.
restored-later = <code>{ $name }</code>: 제외를 풀었습니다. 지금 색인에는 없으며, 다음 색인 갱신 때 다시 들어옵니다.
restore-unknown = <code>{ $name }</code>: 제외된 기사가 아닙니다. <code>/restore</code>만 보내시면 제외된 기사 목록을 보여 드립니다.
restore-none = 인용에서 제외된 기사가 없습니다.
restore-how = 인용에서 제외된 기사 { $count }건입니다. 되돌리려면 주소나 ID를 함께 보내 주십시오. 예: <code>/restore https://news.example/1</code>
sources-how =
    <code>/sources add /srv/news</code> – 서버의 파일이나 폴더 추가
    <code>/sources remove /srv/news</code> – 추가한 곳이나 보내신 파일 빼기
    <code>/sources</code> – 언론사 목록
sources-named = <b>설정 파일에 정한 곳</b> (여기서는 바꿀 수 없음)
sources-added-list = <b>관리자가 추가한 곳</b>
sources-sent = <b>보내 주신 파일</b> { $count }개
sources-none = 기사를 읽어 올 곳이 아직 없습니다.
sources-added = <code>{ $place }</code>: 추가했습니다. 다음 <code>/reindex</code>부터 읽습니다. <code>/reindex dry</code>로 바뀔 내용을 미리 보실 수 있습니다.
sources-refused = <code>{ $place }</code>: 추가할 수 없습니다. 서버에 있는 파일이나 폴더의 절대 경로를 적어 주십시오. 숨김 폴더, 봇의 데이터 폴더, 설정에서 허용하지 않은 곳은 추가할 수 없습니다.
sources-removed = <code>{ $place }</code>: 뺐습니다. 다음 <code>/reindex</code> 때 이곳의 기사도 색인에서 빠집니다.
sources-unknown = <code>{ $place }</code>: 관리자가 추가한 곳이 아닙니다. <code>/sources list</code>에서 확인해 주십시오.
upload-kept =
    { $count ->
        [1] <code>{ $name }</code> 파일을 받았습니다.
       *[other] <code>{ $name }</code> 압축 파일에서 { $count }개 파일을 받았습니다.
    }
upload-later =
    { $count ->
        [1] <code>{ $name }</code> 파일을 받았습니다. 지금은 다른 색인 갱신이 진행 중이니 끝난 뒤 /reindex를 보내 주십시오.
       *[other] <code>{ $name }</code> 압축 파일에서 { $count }개 파일을 받았습니다. 지금은 다른 색인 갱신이 진행 중이니 끝난 뒤 /reindex를 보내 주십시오.
    }
upload-kind = 이 형식은 색인할 수 없습니다. .txt, .md, .html, .jsonl 파일이나 이런 파일을 담은 .zip을 보내 주십시오.
upload-size = 파일이 너무 큽니다. { NUMBER($megabytes, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB까지 받으며, 압축을 푼 크기에도 한도가 있습니다.
upload-damaged = 압축 파일이 손상되어 풀 수 없습니다. 저장한 것은 없습니다.
upload-encrypted = 암호가 걸린 압축 파일은 풀 수 없습니다. 저장한 것은 없습니다.
upload-path = 압축 파일에 폴더 밖을 가리키거나 서로 겹치는 이름이 있어 받지 않았습니다. 저장한 것은 없습니다.
upload-count = 압축 파일에 파일이 너무 많아 받지 않았습니다. 나누어서 보내 주십시오.
upload-empty = 색인할 내용이 없는 파일입니다. 저장한 것은 없습니다.
logs = <b>최근 오류</b> { $count }건 (최신순)
logs-none = 봇을 시작한 뒤 기록된 오류가 없습니다.
broadcast-how = 보낼 내용을 { $limit }자 이내로 함께 적어 주십시오. 예: <code>/broadcast 오늘 밤 10시부터 점검합니다.</code>
broadcast-preview = 채팅 { $count }곳에 다음 내용을 보내시겠습니까?
broadcast-yes = { $count }곳에 보내기
broadcast-no = 보내지 않기
broadcast-let-be = 보내지 않았습니다.
broadcast-begins = 채팅 { $count }곳에 보내고 있습니다. 도중에 봇이 멈추면 다시 시작될 때 이어서 보냅니다.
broadcast-done = 채팅 { $count }곳에 보냈습니다. 보내지 못한 곳: { $missed }곳
broadcast-unsure = { $count }곳은 받았는지 확실하지 않습니다. 보내던 중에 연결이 끊기거나 봇이 멈췄으며, 두 번 가지 않도록 다시 보내지 않았습니다.
broadcast-cut = { $count }곳에는 보내지 않았습니다. 봇이 한 시간 넘게 멈춰 있어 더는 맞지 않는 내용일 수 있기 때문입니다.
broadcast-gone = 이미 처리되었거나 봇이 다시 시작되어 내용이 남아 있지 않습니다. 필요하시면 /broadcast를 다시 보내 주십시오.
