"""A header and good rows of an ordinary sheet of another county, to be varied by the cases."""

from __future__ import annotations

HEADER = "序号|项目名称|问题类别|困难问题|需协调事项|协调层级|牵头部门|完成时限|联系人及电话"
KEYS = "seq project_name category problem ask tier body due contact"
GOOD = {
    "seq": "1",
    "project_name": "青溪水厂扩建工程",
    "category": "用地",
    "problem": "扩建用地指标缺口三十二亩，未能组卷上报",
    "ask": "请县国土资源局调剂用地指标",
    "tier": "县级",
    "body": "县国土资源局",
    "due": "6月20日",
    "contact": "工程股 0597-00001234",
}
PROJECTS = ("青溪水厂扩建工程", "云岭隧道工程", "白沙渡口改造", "南岸养老中心", "石桥变电站")
PROBLEMS = (
    "扩建用地指标缺口三十二亩，未能组卷上报",
    "隧道弃渣场使用林地手续尚未报批",
    "渡口岸线使用方案未获主管部门同意",
    "总平面方案两次审查均未通过，退距不足",
    "预算送审二十个工作日仍未出具结论",
)

#: two problems and what is asked for each
P1, A1 = "施工图审查时间过长，已送审四十天未出结果", "请县住建局督促审图机构限时办结"
P2, A2 = "规划条件未出具，土地无法挂牌出让影响供地", "请县规划局尽快出具规划条件"


def row(number: int = 1, keys: str = KEYS, **changes: str) -> str:
    """A good row; the project and problem of row n are always the same."""
    place = (number - 1) % len(PROJECTS)
    own = {"seq": str(number), "project_name": PROJECTS[place], "problem": PROBLEMS[place]}
    values = {**GOOD, **own, **changes}
    return "|".join(values.get(key, "") for key in keys.split())


def rows(count: int, first: int = 1) -> str:
    return "\n".join(row(number) for number in range(first, first + count))


#: the header and a row of a sheet without categories and tiers
SHORT = "序号|项目名称|存在问题|需协调事项|牵头单位|完成时限|联系电话"


def short(number: int, problem: str = P1, ask: str = A1, name: str = "云溪标准厂房") -> str:
    return f"{number}|{name}|{problem}|{ask}|县住建局|6月20日|0597-00001234"
