"""The words by which a unit says in a sentence how a problem stands (forms.md 5.3): patterns on half-width text.

Strict on purpose: only what says so as a whole clause is done or asked for; what is negated, conditional, partial or
still to come is not.
"""

from __future__ import annotations

import re

from campaign.vocabulary import chinese_length

CLAUSES = re.compile(r"[，,:：]")

QUESTION = re.compile(r"[?？]|(?:吗|么|呢)\s*[。.]?$|是否|能否|可否|如何(?:办|处)|怎么")
CONDITION = re.compile(r"(?:若|倘|一旦|假如|如果|如(?=[^期下上实何有需约]))")

_US = r"(?:我|本)(?:局|单位|委|办|大队|支队|部门|中心|公司|镇|乡|管委会|处|所|院)?"
NOT_OURS = re.compile(
    rf"(?<!并)(?:非|不属于?|不归|不是|不在|超出){_US}[^，,。]{{0,4}}?(?:职责|职能|权限|管辖|业务|事权|事项|负责|管理|办理)"
    r"|(?:应当?|建议|宜|请|须|需)(?:改?由|转交?|改派|转由|移交)(?![^，,。]*(?:业主|建设单位|施工|中介|编制|县政府|县委|县领导|上级|[省市](?:局|厅|委|级|政府|直)))[^，,。]{2,18}?"
    r"(?:办理|承办|负责|牵头|处理|解决|审批|$)"
)
#: a request, and not its opposite: 无需, 不申请, 已提请, 未要求
_NOT_DENIED = r"(?<![无不已未再])"
_ASKS = r"(?:需要?|申请|请求|拟|建议|恳请|提请|报请|要求|希望|(?<![申恳提报邀])请)"
EXTEND = re.compile(
    rf"{_NOT_DENIED}{_ASKS}[^，,。不无]{{0,8}}(?:延期|延长|延后|顺延|推迟)|^\s*(?:延期|延长|顺延)(?:至|到)"
)
ESCALATE = re.compile(
    rf"{_NOT_DENIED}{_ASKS}[^，,。不无]{{0,8}}?(?:提级|上级|省|(?<!城)市(?![场政容])|国家|县政府|县领导|县级|县里|县委)"
    r"[^，,。不无]{0,18}?(?:协调|支持|帮助|解决|研究|调剂|追加|加快|统筹)"
    r"|^\s*(?:现)?(?:需|申请|请求|建议|拟)?提级(?:协调|办理)?$|^\s*提级协调"
)
WITHDRAW = re.compile(
    rf"(?:^\s*(?:现?由?{_US})?|{_NOT_DENIED}(?:{_ASKS}|现|同意))\s*(?:予以)?(?:撤回|撤销)(?!通知|函)|(?:问题|事项|该项)(?:申请|请予?)?撤回"
)
ACCEPT = re.compile(
    rf"^\s*(?:{_US}|我们)?\s*(?:已|现)?(?:接受|同意接收|同意承办|同意办理|同意接受)(?:交办|办理|承办|任务)?(?:的?(?:问题|事项|任务))?$|"
    r"对?交办(?:事项|内容|单)?(?:均)?无异议"
)
#: what only the coordinating offices may say
OFFICES = re.compile(
    r"同意(?:销号|上报|转后续)|不予受理|不?纳入(?!.*(?:规划|计划|年度|概算|预算))|恢复办理|不予?签发|^\s*(?:签发|合并|拆分)"
)

_BY = r"(?:于[^已]{0,12}|由[^已]{2,16}?|经[^已]{0,14}?|全部|全面|均|都|顺利|圆满|依法|按程序|予以|得到|协调|妥善){0,4}"
_ENDED = (
    r"(?:解决|办结|办理完毕|办理完成|完成办理|办理结束|办完|办毕|办好|办妥|处理完毕|处理完成|批复|批准|核准|核发|"
    r"审核同意|审批同意|审批通过|审核通过)"
)
_PAPER = (
    r"(?:批复|批文|许可证?|同意书|审核意见|审查意见|书面意见|复函|证书|决定书|备案(?:证明|表)?|会议纪要|不动产权?证)"
)
_FINISHED = re.compile(
    rf"(?:(?:现|均|都|业|也)?已经?|全部|均|现已|于[\d年月日\s]{{4,12}}){_BY}{_ENDED}"
    rf"|(?:已经?|业已|现已|于[\d年月日\s]{{4,12}}){_BY}(?:取得|获得|获|核发|出具|下达|领取|印发|办出|拿到)[^，,。]{{0,24}}?{_PAPER}"
    rf"|{_PAPER}[^，,。]{{0,6}}已经?(?:取得|批复|下达|核发|出具|办结|印发|领取|拿到)"
    r"|^\s*(?:问题|该?事项|此项)?(?:解决|办结|完成|已完成|全部完成|均已完成)了?\s*$|(?:申请|请予?以?|可予?以?|现予?|建议)\s*销号|符合销号条件"
)
#: in the same clause before the word: it is not so yet, or not wholly
_NOT_YET = re.compile(
    r"未|尚|没有?|并非|不能|无法|难以|不具备|暂|部分|基本|大部|大致|初步|原则上?|阶段性|正在|即将|将|预计|拟|计划|争取|力争|有望|"
    r"可望|准备|待|等(?![待级])|等待|催|希望|恳请|请(?!予?以?销号)|才能|方可|方能"
)
#: anywhere else in what is said of the problem
_OPEN_END = re.compile(
    r"尚未|尚需|尚有|尚缺|还需|还要|还在|还有|仍|正在|未(?!批先建)[办完解取批审落]|没有[办完解取批审]|无法|不能|部分|基本|大部分|初步|原则|"
    r"阶段性|即将|预计|争取|力争|有望|待(?!遇)|将(?:于|在|尽快)|\d\s*%|一半|但(?!是?已)|除"
)
UNDER_WAY = re.compile(
    r"正在|[办推进协审会评编走]\w{0,2}中|在办|已|目前|现阶段|预计|计划|拟|争取|力争|将|未|尚|还需|仍|待|等|下一步|部分|基本|初步|卡在|完成"
)

_ASKS_TO_CLOSE = re.compile(r"销号|办结|解决|办理完毕|完成办理|办好|办妥")

_WAITING = re.compile(
    r"(?:等待方\s*[:：]\s*|等待?|待|尚?缺|卡在|尚?需|还需|须|请|由|催促|督促)(?:项目)?"
    r"(?P<who>业主|建设单位|项目单位|代建|中介\w{0,2}|编制单位|设计(?:院|单位)|测绘\w{0,2}|评估\w{0,2}|上级|省\w{0,6}|市\w{0,6}|县政府|县级|县里|县领导)"
)
_OWNER_LACKS = re.compile(r"(?P<who>业主|建设单位|项目单位)[^，,。]{0,8}(?:补|提供|报送|提交|完善|修改|缺)")
_WITH = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{1,10}?(?:局|委|办|厅|中心|大队|支队))[^，,。]{0,4}(?:已受理|正在|审查|审核|会签)"
)
_EXPECTED = re.compile(r"预计|计划|争取|力争|拟|将|可于|预期|可望|有望|确保|力求|前(?:可)?(?:办结|完成|取得|解决)")
_EVIDENCE = re.compile(rf"{_PAPER}|文号|佐证|附件|见附|证号|纪要|意见书|〔|答复|回执|通知书|口头|凭证")
_REASON = re.compile(
    r"(?:原因|理由)(?:是|为)?\s*[:：]?\s*(?P<reason>\S.*)|(?P<because>(?:因|由于)(?!此)\S.*)", re.DOTALL
)


#: Chinese characters without which an answer says nothing
_SUBSTANCE = 8


def only_asks(text: str) -> bool:
    """Whether every sentence of a text is a question: nothing is told by it."""
    sentences = [sentence for sentence in re.split(r"[。！!；;\n]|(?<=[?？])", text) if sentence.strip()]
    return bool(sentences) and all(map(QUESTION.search, sentences))


def tells_something(text: str) -> bool:
    """Whether a unit's answer to a slip or an order says anything: long enough, and no mere question (M17, M23)."""
    return chinese_length(text) >= _SUBSTANCE and not only_asks(text)


def is_finished(clauses: list[str]) -> bool:
    """Whether a clause says that the problem is solved, and nothing in that clause takes it back."""
    return any(
        match is not None and not _NOT_YET.search(clause[: match.end()])
        for clause in clauses
        for match in [_FINISHED.search(clause)]
    )


def asks_to_close(text: str) -> bool:
    """Whether it is said in so many words that the problem is solved, not only that something was granted."""
    return bool(_ASKS_TO_CLOSE.search(text))


def has_open_end(text: str) -> bool:
    """Whether something is still to be done, whatever has been finished."""
    return bool(_OPEN_END.search(text))


def waited_for(text: str) -> str | None:
    """The words for whom the problem waits, if any are written."""
    found = _WAITING.search(text) or _OWNER_LACKS.search(text) or _WITH.search(text)
    return found["who"] if found else None


def is_expected(clause: str) -> bool:
    return bool(_EXPECTED.search(clause))


def names_evidence(clause: str) -> bool:
    return bool(_EVIDENCE.search(clause))


def reason_place(text: str) -> tuple[int, int] | None:
    """Where the reason stands in the text: behind 原因, or from 因 on."""
    match = _REASON.search(text)
    if match is None:
        return None
    return match.span("reason") if match["reason"] else match.span("because")
