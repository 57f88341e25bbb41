package dev.weighbridge.inspect.pickle;

/**
 * Something that a pickle does which no weights need, and which hides names.
 *
 * @param what as the rest of a sentence that begins with the file
 * @param position of the opcode
 * @param isOfRegistry whether only a program that has filled Python's extension registry lets it pass; any other stops there
 */
record Trick(String what, long position, boolean isOfRegistry) {}
