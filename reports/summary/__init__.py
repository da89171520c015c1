"""M20, the final summary 扫尾总结: what it tells (`account`), its six chapters, its tables and notes, the document."""
