"""Whether a text is the name of a project, where no catalogue can tell."""

from __future__ import annotations

import re
from functools import lru_cache

BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_ENDS = re.compile("(?:项目|工程|扩建|迁建|[一二三四五六七八九十\\d]+期)$")
_OF = re.compile(
    "的(?:项目|工程)$|[？?。；;，,]|(?:局|委|办|厅|镇|乡|街道|园区|开发区|管委会|公司|集团|部门|单位)(?:项目|工程)$"
)
#: of these alone the names of groups of projects are made
_GENERIC = re.compile(
    "国家|[省市县区镇级]|重[点大要]|在建|续建|新开工|开工|新建|预备|前期|储备|谋划|计划|竣工|投产|停工|滞后|缓慢|正常|推进|进展|落地|"
    "未|已|拟|各|类|产业|制造|工业|农业|农林|水利|林业|海洋|交通|能源|电力|城建|环保|生态|环境|保护|科技|信息|服务业?|社会|事业|"
    "民生|基础设施|设施|补短板|市政|公共|公用|公益|教育|医疗|卫生|文化|旅游|文旅|体育|房地产|商贸|物流|招商|技改|乡村振兴|攻坚|"
    "政府|企业|民间|投资|专项债?|债券|第|批|其[他它]|问题|存在|有|无|需|要|协调|解决|上报|层面|方面|用[地林海]|征地|拆迁|"
    "审批|手续|环评|规划|督办|挂牌|包案|挂钩|领导|部门|单位|年度?|本|及|和|与|个|共|项目|工程|建设|[一二三四五六七八九十\\d、.]"
)


def names_of_its_own(text: str) -> bool:
    """``一期工程``: what stands in brackets and belongs to a name, as ``省级`` does not."""
    return _ENDS.search(text) is not None


@lru_cache(maxsize=4096)
def is_project_name(text: str) -> bool:
    """Ends as names of projects do, and says more than a group of them would."""
    bare = BRACKETS.sub("", text)
    if not 4 <= len(text) <= 40 or not _ENDS.search(bare) or _OF.search(bare):
        return False
    return len(_GENERIC.sub("", bare)) >= 2
