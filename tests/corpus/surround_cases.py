"""What surrounds the rows of a summary sheet: introductions, signatures, stamps, guides, headings, further sheets.

A line of a drawing is a row of the sheet, however long.
"""
# ruff: noqa: E501

from __future__ import annotations

from tests.corpus.case import Case, Sheet, drawn
from tests.corpus.lines import A2, P2, SHORT, short
from tests.corpus.sheets import xlsx

CASES = [
    drawn(
        "merged cells for the whole body columns (unit merged over all rows)",
        f"""问题清单表
填报单位|{SHORT}
县住建局|{short(1)}
^|{short(2, P2, A2)}
^|{short(3, "消防设计备案资料三次退件，未明确原因")}""",
        Sheet("F1", "2", rows="3~* 4~* 5~*"),
    ),
    drawn(
        "a repeated serial column merged over a project's problems with subtotal in between",
        f"""问题清单表
{SHORT}
{short(1)}
^|^|{P2}|{A2}|县规划局|6月20日|0597-00001234
小计||2个||||
{short(2, name="河东物流园")}""",
        Sheet("F1", "2", rows="3~* 4~* 5-total_row 6~*"),
    ),
    drawn(
        "header at row 9 below a long introduction",
        f"""关于报送审批服务问题的说明|<|<|<|<|<|<
各单位：|<|<|<|<|<|<
根据工作安排，请各单位认真梳理本单位负责的重点项目审批服务中存在的问题。|<|<|<|<|<|<
一、填报范围：全部省市县重点项目。|<|<|<|<|<|<
二、填报时间：6月8日前。|<|<|<|<|<|<

问题清单|<|<|<|<|<|<
填报单位：县住建局|<|<|<|<|<|<
{SHORT}
{short(1)}""",
        Sheet("F1", "9", rows="10~*", head={"填报单位": "县住建局"}, title="问题清单"),
    ),
    drawn(
        "data below an empty pre-numbered block and then a second block",
        f"""{SHORT}
{short(1)}
2||||||
3||||||

注：以上为县级问题
{SHORT}
{short(1, P2, A2)}""",
        Sheet("F1", "1", rows="2~* 3-empty_row 4-empty_row 6-* 7-header_again 8~*"),
    ),
    drawn(
        "a total row with the word in the serial and numbers",
        f"""{SHORT}
{short(1)}
合  计|1|||||""",
        Sheet("F1", "1", rows="2~* 3-total_row"),
    ),
    drawn(
        "signature on both ends of the last line",
        f"""{SHORT}
{short(1)}
主要领导签字：|||||填表人：工程股|""",
        Sheet("F1", "1", rows="2~* 3-note_row"),
    ),
    drawn(
        "signature without colons",
        f"""{SHORT}
{short(1)}
单位负责人|<|领导甲|填表人|职员甲|填表日期|6月7日""",
        Sheet("F1", "1", rows="2~* 3-note_row"),
    ),
    drawn(
        "a stamp line and remarks of the office",
        f"""{SHORT}
{short(1)}
（单位盖章）||||||
    联系人：工程股||||电话：0597-00001234||""",
        Sheet("F1", "1", rows="2~* 3-note_row 4-note_row"),
    ),
    drawn(
        "guide row in brackets",
        f"""{SHORT}
|（与目录一致）|（写清卡点）|（写清请谁做什么）|（全称）|（月日）|（手机）
{short(1)}""",
        Sheet("F1", "1", rows="2-example_row 3~*"),
    ),
    drawn(
        "number of columns line with Chinese letters",
        f"""{SHORT}
甲|乙|丙|丁|戊|己|庚
{short(1)}""",
        Sheet("F1", "1", rows="2-column_numbers 3~*"),
    ),
    drawn(
        "a filled page beside an explanatory column",
        f"""{SHORT}||填写说明
{short(1)}||1.项目名称与目录一致
{short(2, P2, A2)}||2.问题写清卡点""",
        Sheet("F1", "1", rows="2~* 3~*"),
    ),
    drawn(
        "rows struck through a line of remarks in the middle",
        f"""{SHORT}
{short(1)}
以下为新增问题|<|<|<|<|<|<
{short(2, P2, A2)}""",
        Sheet("F1", "1", rows="2~* 3-section_row 4~*"),
    ),
    drawn(
        "town names as section rows without merge",
        f"""{SHORT}
白沙镇
{short(1)}
石井镇
{short(2, P2, A2)}""",
        Sheet("F1", "1", rows="2-section_row 3~* 4-section_row 5~*"),
    ),
    Case(
        "F1 and F2 on two sheets",
        lambda: xlsx(
            {
                "新增": SHORT + "\n" + short(1),
                "反馈": "问题编号|办理状态|进展情况|当前等待方|预计办结日期\nGJ2018-0001|办理中|正在组织专家复核修改图纸|部门|6月28日",
            }
        ),
        (
            Sheet("F1", "1", rows="2~*", sheet="新增"),
            Sheet("F2", "1", rows="2+", sheet="反馈"),
        ),
    ),
]
