"""Words that thank, greet or say that a letter has come, and nothing else: nobody waits for an answer to them."""

from __future__ import annotations

import re

from campaign.numbers import narrowed

_WE = r"(?:(?:我|本)(?:局|委|办|单位|公司|中心|镇|处|们|方)?)?"
_LETTER = r"(?:您?的?(?:来件|来函|来信|邮件|回执|通知|回复|文件|台账|日报|函)(?:内容)?|以上内容)?"
_GOT = (
    rf"{_WE}(?:均|都)?(?:已经?|业已)?{_LETTER}(?:已经?|业已)?"
    rf"(?:收到|收悉|知悉|阅知?|获悉|了解|明白|知晓|知道|签收|查收){_LETTER}(?:了|啦)?"
)
_YES = r"好的?|嗯|ok|okay|received|noted|(?:many )?thanks?(?: you)?(?: very much| a lot)?"
_THANKS = (
    r"(?:非常|十分|多|万分)?(?:谢谢|感谢|多谢|谢了|辛苦|麻烦|有劳)"
    r"(?:了|啦|您|你们?|各位|领导|大家|贵[办局委]|支持|配合|回复|告知|提醒)*"
)
_GREETING = (
    r"(?:您|你|各位|大家|领导)+好|[^\s,。;!]{1,3}(?:主任|科长|股长|局长|老师|领导|同志)(?:(?:您|你)好)?|"
    r"此致|敬礼|(?:顺祝|顺颂|祝好?)[^\s,。;!]{0,8}"
)
_DUTY = r"(?:办理|落实|处理|反馈|补正|修改|整改|报送|回复|研究|跟进|配合|推进|执行)"
_PROMISE = (
    rf"{_WE}(?:会|将|一定|马上|立即|尽快|及时|抓紧|按照?(?:要求|通知)|按时|认真|积极|予以)+"
    rf"{_DUTY}(?:(?:并|和)?(?:及时|尽快|按时|书面)?{_DUTY})*"
)
_SAYS = re.compile(rf"(?:{_GOT}|{_YES}|{_THANKS}|{_PROMISE})+", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:{_GREETING})|特此(?:回复|复函)|此复|(?:发自|来自)\S.{{0,20}}", re.IGNORECASE)
#: who wrote it: a line with a telephone number, the name of an office, a date, or a rule
_SIGNATURE = re.compile(
    r"[\w() ]{2,24}(?:局|委|办|办公室|中心|公司|政府|股|科|室|管委会|大队|站)|[^,。;!?]{0,24}\d[\d -]{6,}\d\D{0,4}|"
    r"(?:联系|电话|手机|经办|填报)人?\s*[:].{0,24}|\d{4}年\d{1,2}月\d{1,2}日|[-_=*—~ ]+"
)
#: a clause that is longer says something
_LONG = 40
_CLAUSES = re.compile(r"[,，。.:：;；!！、~\s\U0001f300-\U0001faff\u2600-\u27bf]+")


def is_courtesy(text: str, name: str = "") -> bool:
    """Whether a mail's own text says ``收到，谢谢`` and the like, and not one thing more; `name` is its sender's."""
    lines = [line.strip() for line in narrowed(text).splitlines() if line.strip()]
    said = [line for line in lines if line != name.strip() and not _SIGNATURE.fullmatch(line)]
    clauses = [clause for line in said for clause in _CLAUSES.split(line) if clause]
    told = [clause for clause in clauses if not _BESIDE.fullmatch(clause)]
    return bool(told) and all(len(clause) <= _LONG and _SAYS.fullmatch(clause) for clause in told)
