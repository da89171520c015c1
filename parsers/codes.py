"""What a reading may have to say: stable codes for programs, and the sentence of each for the sender."""

from __future__ import annotations

from enum import StrEnum


class Weight(StrEnum):
    """What a finding does to the verdict of its row."""

    INFO = "info"  # nothing: told, that is all
    NOTE = "noted"
    INCOMPLETE = "incomplete"
    SKIP = "skipped"


class Code(StrEnum):
    """Stable names of findings; other programs rely on them."""

    EMPTY = "empty"
    NO_TABLE = "no_table"
    HEADER_MISSING = "header_missing"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_COLUMN = "hidden_column"
    OTHER_PERIOD = "other_period"
    COLUMN_INFERRED = "column_inferred"
    COLUMN_UNPLACED = "column_unplaced"
    COLUMN_UNLABELLED = "column_unlabelled"
    COLUMN_DUPLICATE = "column_duplicate"
    COLUMN_MISSING = "column_missing"
    FILLING_UNIT_UNKNOWN = "filling_unit_unknown"
    READ_AS_CARDS = "read_as_cards"
    ZERO_AND_ROWS = "zero_and_rows"
    MEMBER_REFUSED = "member_refused"

    TOTAL_ROW = "total_row"
    NOTE_ROW = "note_row"
    SECTION_ROW = "section_row"
    EXAMPLE_ROW = "example_row"
    EMPTY_ROW = "empty_row"
    STRUCK_ROW = "struck_row"
    HEADER_AGAIN = "header_again"
    COLUMN_NUMBERS = "column_numbers"
    CONTINUATION_ROW = "continuation_row"
    NO_PROBLEM = "no_problem"
    REPEATED_ROW = "repeated_row"

    MISSING = "missing"
    NOTHING_ABOVE = "nothing_above"
    PROBLEM_TOO_SHORT = "problem_too_short"
    PROBLEM_VAGUE = "problem_vague"
    CATEGORY_UNKNOWN = "category_unknown"
    TIER_UNKNOWN = "tier_unknown"
    STATUS_UNKNOWN = "status_unknown"
    NUMBER_UNREADABLE = "number_unreadable"

    PROBLEMS_SPLIT = "problems_split"
    BODIES_SHARED = "bodies_shared"
    CATEGORY_INFERRED = "category_inferred"
    CATEGORY_SEVERAL = "category_several"
    TIER_INFERRED = "tier_inferred"
    PROJECT_FROM_ABOVE = "project_from_above"
    PROJECT_FROM_SECTION = "project_from_section"
    WITHOUT_HEADER = "without_header"
    PROJECT_UNKNOWN = "project_unknown"
    PROJECT_NOTE = "project_note"
    UNIT_UNKNOWN = "unit_unknown"
    ASK_REPEATS_PROBLEM = "ask_repeats_problem"
    DUE_DEFAULT = "due_default"
    DATE_WORDS = "date_words"
    DATE_INVALID = "date_invalid"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_YEAR = "date_year"
    DATE_WITHOUT_YEAR = "date_without_year"
    PHONE_LOST = "phone_lost"
    PHONE_ODD = "phone_odd"
    PHONE_MISSING = "phone_missing"
    VALUE_UNKNOWN = "value_unknown"
    MONEY_UNREADABLE = "money_unreadable"
    ADVISED = "advised"
    PROGRESS_SHORT = "progress_short"
    ERROR_CELL = "error_cell"
    HIDDEN_ROW = "hidden_row"
    STRUCK_CELL = "struck_cell"


#: code → (weight, sentence). {where} is the row as the sender sees it, {column} the sender's own label, {filled} what
#: was read in a cell that says nothing: 未填写, or 填“/”，视同未填写.
TABLE: dict[Code, tuple[Weight, str]] = {
    Code.EMPTY: (Weight.INFO, "“{sheet}”中没有填写数据行；如确无问题，请在第一行项目名称栏填“无”，实行零报告。"),
    Code.NO_TABLE: (Weight.INFO, "“{sheet}”中没有找到带表头的表格，请使用汇总表模板填报。"),
    Code.HEADER_MISSING: (
        Weight.INFO,
        "“{sheet}”没有表头，自第{value}行起即为数据，已按列依次读取；请补上各栏名称后重新报送。",
    ),
    Code.HIDDEN_SHEET: (
        Weight.INFO,
        "工作表“{sheet}”为隐藏工作表，已一并读取；如系误留，请删除后重新报送。",
    ),
    Code.OTHER_PERIOD: (
        Weight.INFO,
        "“{sheet}”标注为{value}，不是本期表格，其内容仍已读取；如系误附，请告知。",
    ),
    Code.HIDDEN_COLUMN: (Weight.INFO, "“{sheet}”的“{column}”列为隐藏列，已一并读取。"),
    Code.COLUMN_INFERRED: (Weight.INFO, "“{sheet}”的“{column}”列按“{wanted}”理解；如有不符，请说明。"),
    Code.COLUMN_UNPLACED: (Weight.INFO, "“{sheet}”的“{column}”列与表式各栏目均不对应，内容已保留，未作采用。"),
    Code.COLUMN_UNLABELLED: (
        Weight.INFO,
        "“{sheet}”的{column}有内容而无栏目名称，内容已保留，请补上栏目名称。",
    ),
    Code.COLUMN_DUPLICATE: (
        Weight.INFO,
        "“{sheet}”的“{column}”列与另一列同属“{wanted}”，已采用另一列，本列内容已保留。",
    ),
    Code.COLUMN_MISSING: (Weight.INFO, "“{sheet}”缺少“{wanted}”栏，请按汇总表模板补上。"),
    Code.FILLING_UNIT_UNKNOWN: (
        Weight.INFO,
        "“{column}”所填“{value}”不在通讯录中，或可指多个单位，请填写单位全称。",
    ),
    Code.READ_AS_CARDS: (
        Weight.INFO,
        "“{sheet}”栏目名称在左、内容在右，已按每项一条读取，共{value}条；如有不符，请改用汇总表模板填报。",
    ),
    Code.ZERO_AND_ROWS: (
        Weight.INFO,
        "“{sheet}”{where}填报“{value}”，同表又列有问题，已按所列问题处理；请确认是否为零报告。",
    ),
    Code.MEMBER_REFUSED: (Weight.INFO, "“{value}”未能读取：{reason}"),
    Code.TOTAL_ROW: (Weight.SKIP, "{where}为合计行，不作为数据。"),
    Code.NOTE_ROW: (Weight.SKIP, "{where}为说明或签署文字，不作为数据。"),
    Code.SECTION_ROW: (Weight.SKIP, "{where}为分段标题，不作为数据。"),
    Code.EXAMPLE_ROW: (Weight.SKIP, "{where}为填写示例，不作为数据；如确为填报内容，请去掉“示例”字样后重新报送。"),
    Code.EMPTY_ROW: (Weight.SKIP, "{where}未填写内容，不作为数据。"),
    Code.STRUCK_ROW: (Weight.SKIP, "{where}已加删除线，视为删除，不作为数据；如需填报，请去掉删除线。"),
    Code.HEADER_AGAIN: (Weight.SKIP, "{where}为重复的表头，不作为数据。"),
    Code.COLUMN_NUMBERS: (Weight.SKIP, "{where}为栏目编号，不作为数据。"),
    Code.CONTINUATION_ROW: (Weight.SKIP, "{where}为续行，内容已并入第{value}行；如系另一问题，请填写项目名称。"),
    Code.NO_PROBLEM: (Weight.SKIP, "{where}注明无问题，不予登记。"),
    Code.REPEATED_ROW: (Weight.SKIP, "{where}与{value}内容相同，不重复登记。"),
    Code.MISSING: (Weight.INCOMPLETE, "{where}“{column}”{filled}，{reason}。"),
    Code.NOTHING_ABOVE: (Weight.INCOMPLETE, "{where}“{column}”填“{value}”，但上方没有可以沿用的内容，请写明具体内容。"),
    Code.PROBLEM_TOO_SHORT: (
        Weight.INCOMPLETE,
        "{where}“{column}”过于简单（“{value}”），请写清卡在哪个事项、哪个环节、原因及已做工作，不少于10个字。",
    ),
    Code.PROBLEM_VAGUE: (
        Weight.INCOMPLETE,
        "{where}“{column}”仅填“{value}”，请在表内写清卡在哪个事项、哪个环节、原因及已做工作。",
    ),
    Code.CATEGORY_UNKNOWN: (
        Weight.INCOMPLETE,
        "{where}“{column}”所填“{value}”无法归类，请从下列类别中选填：{wanted}。",
    ),
    Code.TIER_UNKNOWN: (
        Weight.INCOMPLETE,
        "{where}“{column}”所填“{value}”无法识别，请填写部门级、县级、市级、省级或国家级。",
    ),
    Code.STATUS_UNKNOWN: (
        Weight.INCOMPLETE,
        "{where}“{column}”所填“{value}”无法识别，请从下列状态中选填：{wanted}。",
    ),
    Code.NUMBER_UNREADABLE: (
        Weight.INCOMPLETE,
        "{where}“{column}”所填“{value}”无法识别，请按交办清单所列编号填写，一行一个编号。",
    ),
    Code.PROBLEMS_SPLIT: (Weight.INFO, "{where}“{column}”含{value}个问题，已分开登记。"),
    Code.BODIES_SHARED: (
        Weight.NOTE,
        "{where}“{column}”所填单位与分开登记的问题数量相同，按所填顺序以“{value}”为本问题牵头单位，如有不符请更正。",
    ),
    Code.CATEGORY_INFERRED: (Weight.NOTE, "{where}问题类别{reason}推定为“{value}”，如有不符请更正。"),
    Code.CATEGORY_SEVERAL: (
        Weight.NOTE,
        "{where}“{column}”填有多项（“{value}”），按“{wanted}”登记；一行填一类问题，如有不符请更正。",
    ),
    Code.TIER_INFERRED: (Weight.NOTE, "{where}需协调层级按所填单位推定为“{value}”，如有不符请更正。"),
    Code.PROJECT_FROM_ABOVE: (Weight.NOTE, "{where}项目名称未填，按上一行“{value}”理解，如有不符请更正。"),
    Code.PROJECT_FROM_SECTION: (
        Weight.NOTE,
        "{where}项目名称未填，按分段标题“{value}”理解，如有不符请更正。",
    ),
    Code.WITHOUT_HEADER: (
        Weight.NOTE,
        "{where}所在表格没有表头，各栏按所填内容推定，请核对。",
    ),
    Code.PROJECT_UNKNOWN: (
        Weight.NOTE,
        "{where}项目“{value}”未在重点项目目录中找到，待确认后登记；请核对名称或填写项目编号。",
    ),
    Code.PROJECT_NOTE: (Weight.NOTE, "{where}{reason}"),
    Code.UNIT_UNKNOWN: (Weight.NOTE, "{where}“{column}”中的“{value}”不在通讯录中，或可指多个单位，请填写单位全称。"),
    Code.ASK_REPEATS_PROBLEM: (
        Weight.NOTE,
        "{where}“{column}”（“{value}”）与存在问题内容相同，请写明请哪个单位做什么。",
    ),
    Code.DUE_DEFAULT: (
        Weight.NOTE,
        "{where}“{column}”未填写，将按需协调层级的默认时限登记；如有时限要求，请补填年月日。",
    ),
    Code.DATE_WORDS: (
        Weight.NOTE,
        "{where}“{column}”填“{value}”，没有具体日期，按未定日期处理；请补填年月日。",
    ),
    Code.DATE_INVALID: (Weight.NOTE, "{where}“{column}”的“{value}”不是有效日期，请按“年-月-日”的格式更正。"),
    Code.DATE_AMBIGUOUS: (
        Weight.NOTE,
        "{where}“{column}”的“{value}”可作多种理解，请按“年-月-日”的格式填写。",
    ),
    Code.DATE_YEAR: (Weight.NOTE, "{where}“{column}”的年份“{value}”与本次活动年份不同，请核对。"),
    Code.DATE_WITHOUT_YEAR: (Weight.NOTE, "{where}“{column}”的“{value}”缺少年份，请按“年-月-日”的格式填写。"),
    Code.PHONE_LOST: (
        Weight.NOTE,
        "{where}“{column}”的电话“{value}”已被表格软件改为科学计数，末位数字丢失，请按文本格式重新填写。",
    ),
    Code.PHONE_ODD: (Weight.NOTE, "{where}“{column}”的电话“{value}”位数不符，请填写11位手机号码或带区号的固定电话。"),
    Code.PHONE_MISSING: (
        Weight.NOTE,
        "{where}“{column}”所填“{value}”中没有电话号码，请补填手机号码或带区号的固定电话。",
    ),
    Code.VALUE_UNKNOWN: (Weight.NOTE, "{where}“{column}”所填“{value}”不在可选范围内，请从下列各项中选填：{wanted}。"),
    Code.MONEY_UNREADABLE: (
        Weight.NOTE,
        "{where}“{column}”所填“{value}”不是一个金额，请填写一个数字并注明单位（万元或亿元）。",
    ),
    Code.ADVISED: (Weight.NOTE, "{where}“{column}”{filled}，{reason}。"),
    Code.PROGRESS_SHORT: (
        Weight.NOTE,
        "{where}“{column}”过于简单（“{value}”），请写明本期具体进展，不少于8个字。",
    ),
    Code.ERROR_CELL: (Weight.NOTE, "{where}“{column}”为公式错误值“{value}”，未能读取，请直接填写内容。"),
    Code.HIDDEN_ROW: (Weight.NOTE, "{where}为隐藏行，已一并读取；如系误留，请删除后重新报送。"),
    Code.STRUCK_CELL: (Weight.NOTE, "{where}“{column}”的“{value}”加有删除线，已照读；如不保留，请删去后重新报送。"),
}
