package dev.weighbridge.inspect.safety;

/**
 * A word of the code in a Jinja template.
 *
 * @param text a name, an operator of one character, the value of a string; of an end {@code ""}
 * @param line of the template, counted from 1
 */
record JinjaWord(Sort sort, String text, int line) {

    static final JinjaWord NONE = new JinjaWord(Sort.END, "", 0);

    enum Sort {

        /** The first name of a statement, {@code for} of <code>{% for x in y %}</code>. */
        TAG,

        NAME, STRING, OPERATOR,

        /** Where a statement or an expression ends. */
        END
    }

    boolean is(Sort other, String word) {
        return sort == other && text.equals(word);
    }

    boolean isOperator(String operator) {
        return is(Sort.OPERATOR, operator);
    }
}
