"""Where quotations stand: pairs of marks, dialogues of dashes, and the headlines among the blocks."""
