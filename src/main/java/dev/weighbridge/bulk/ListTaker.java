package dev.weighbridge.bulk;

/** Takes a list as it is read, so that nobody holds the whole of it. */
interface ListTaker {

    /** What stands before the rows; called once, before the first. */
    void head(ListHead head);

    /** The next row, in the list's order. */
    void row(ReadRow row);
}
