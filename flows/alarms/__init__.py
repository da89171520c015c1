"""M25 运行告警: what an operator must know, told by other ways than the campaign's own mailbox."""
