package dev.weighbridge.zstack.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name=a        | name | EQUAL    | a
            name!=a       | name | NOT_EQUAL| a
            size>1        | size | GREATER  | 1
            size>=1       | size | AT_LEAST | 1
            size<1        | size | LESS     | 1
            size<=1       | size | AT_MOST  | 1
            uuid?=a,b     | uuid | IN       | a,b
            uuid!?=a,b    | uuid | NOT_IN   | a,b
            name~=%a_     | name | LIKE     | %a_
            name!~=%a     | name | NOT_LIKE | %a
            a is null     | a    | IS_NULL  | ''
            a not null    | a    | NOT_NULL | ''
            """)
    void knowsEveryOperator(String text, String field, Operator operator, String value) {
        assertThat(Condition.parse(text)).isEqualTo(new Condition(field, operator, value));
    }

    @Test
    void takesTheFirstOperatorOfTheSearchOrderWhereverItOccurs() {
        assertThat(Condition.parse("name~=a!=b")).isEqualTo(new Condition("name~=a", Operator.NOT_EQUAL, "b"));
        assertThat(Condition.parse("name=a>=b")).isEqualTo(new Condition("name=a", Operator.AT_LEAST, "b"));
        assertThat(Condition.parse("name=what is null")).isEqualTo(new Condition("name", Operator.EQUAL, "what is null"));
    }

    @Test
    void trimsTheNameAndTakesTheValueVerbatim() {
        assertThat(Condition.parse(" name = a ")).isEqualTo(new Condition("name", Operator.EQUAL, " a "));
    }

    @Test
    void refusesATextWithoutAnOperator() {
        assertThatThrownBy(() -> Condition.parse("name")).isInstanceOf(MalformedQueryException.class)
                .hasMessageStartingWith("Invalid query parameter. The 'name' in the parameter[q] doesn't contain any query operator");
    }
}
