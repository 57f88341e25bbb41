-- H2 has no indexes over expressions; it reads the table where a text is compared. Tags are found by their exact text at least.
create index tag_text on tag (kind, tag);
