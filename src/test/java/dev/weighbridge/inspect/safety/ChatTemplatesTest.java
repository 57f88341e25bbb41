package dev.weighbridge.inspect.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplatesTest {

    /** In the manner of ChatML, Llama 3, Qwen, Mistral, DeepSeek and Gemma: with the constructs that theirs have. */
    @ParameterizedTest
    @ValueSource(strings = {
            "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}"
                    + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
            """
                    {{- bos_token }}
                    {%- if custom_tools is defined %}{%- set tools = custom_tools %}{%- endif %}
                    {%- if not date_string is defined %}
                        {%- if strftime_now is defined %}{%- set date_string = strftime_now("%d %b %Y") %}
                        {%- else %}{%- set date_string = "26 Jul 2024" %}{%- endif %}
                    {%- endif %}
                    {%- if messages[0]['role'] == 'system' %}
                        {%- set system_message = messages[0]['content']|trim %}{%- set messages = messages[1:] %}
                    {%- endif %}
                    {%- for t in tools %}{{- t | tojson(indent=4) }}{%- endfor %}
                    {%- if message.tool_calls|length != 1 %}{{- raise_exception("Only one call at once!") }}{%- endif %}
                    {{- tool_call.name + '.call(' }}{{- arg_name + '="' + arg_val + '"' }}""",
            """
                    {%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
                    {%- for message in messages[::-1] %}
                        {%- set index = (messages|length - 1) - loop.index0 %}
                        {%- if ns.multi_step_tool and message.role == "user" and not(message.content.startswith('<tool_response>')) %}
                            {%- set ns.multi_step_tool = false %}
                        {%- endif %}
                    {%- endfor %}
                    {%- if '</think>' in content %}
                        {%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
                    {%- endif %}
                    {{- '<|im_start|>' + message.role }}{%- if tool_call.function %}{%- set tool_call = tool_call.function %}{%- endif %}""",
            """
                    {%- macro format_parameters(properties, required) -%}
                        {%- for key, value in properties | dictsort -%}{{ key }}:{type:<escape>{{ value['type'] | upper }}<escape>{%- endfor -%}
                    {%- endmacro -%}
                    {%- set loop_messages = messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | list %}
                    {%- if ("user" in loop_messages) != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{%- endif %}
                    {{- "[AVAILABLE_TOOLS] [" }}{{ {'a': {'b': 1}} | tojson }}{{ format_parameters(x, y) ~ eos_token }}{% generation %}x{% endgeneration %}
                    {%- if message['content'] is iterable and item['type'] == 'image' -%}{{ '<start_of_image>' }}{%- endif -%}""",
            "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}"
                    + "{{'<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>' + tool['type'] + '<｜tool▁sep｜>' + '```json' + '\\n'}}",
            "{# __class__ in a comment, {{ lipsum }} too #}It's __init__.py {% raw %}{{ ''.__class__ }}{% endraw %}",
            "{{ messages | join('__') }}{{ name.split('__')[1] }}{% set os = 'linux' %}{{ os }}{{ f(os=1, open=2) }}{{ config.system }}"})
    void familiarTemplatesGiveNoWarning(String template) {
        assertThat(ChatTemplates.check("tokenizer_config.json", template)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {"{{ ''.__class__ }}§reads the attribute '__class__'",
            "{{ ''['__class__'] }}§reads the attribute '__class__'", "{{ x|attr('y') }}§uses the filter 'attr'",
            "{{ x | map('attr', 'z') }}§uses the filter 'attr'", "{{ lipsum.x }}§uses 'lipsum'", "{{ cycler }}§uses 'cycler'",
            "{{ joiner() }}§uses 'joiner'", "{{ os.environ }}§uses 'os'", "{{ x.popen('id') }}§reads the attribute 'popen'",
            "{{ x['system']('id') }}§reads the attribute 'system'", "{{ eval('1') }}§uses 'eval'",
            "{{ __import__('os') }}§uses '__import__'",
            "{% include 'x' %}§loads another template by 'include'", "{% import 'x' as y %}§loads another template by 'import'",
            "{%- extends 'x' %}§loads another template by 'extends'", "{% from 'x' import y %}§loads another template by 'from'",
            "{{ x['__cla' ~ 'ss__'] }}§has a part of a name", "{{ x['__' + 'globals' + '__'] }}§puts the name '__globals__' together",
            "{{ ['__','init','__']|join }}§puts the name '__init__' together", "{{ x['\\x5f\\x5fclass\\u005f_'] }}§'__class__'",
            "{{ x['\\N{LOW LINE}_mro\\137_'] }}§'__mro__'", "{{ x._module }}§reads the attribute '_module'",
            "{{ g.gi_frame.f_builtins }}§reads the attribute 'gi_frame'", "{{ x['}}'].__init__ }}§reads the attribute '__init__'",
            "{{ {'a':{}}.__init__ }}§reads the attribute '__init__'", "{% raw %}{{ ' {% endraw %}{{ x.__init__ }}§'__init__'",
            "{#}#}{{ x.__init__ }}§'__init__'", "{{ 'unclosed }}{{ x.__init__ }}§'__init__'", "{{ x.__init__§'__init__'",
            "{% if ''.format.__globals__ %}{% endif %}§'__globals__'"})
    void findsWhatReachesForPython(String template, String what) {
        assertThat(ChatTemplates.check("tokenizer_config.json", template)).isNotEmpty()
                .allSatisfy(danger -> assertThat(danger.kind()).isEqualTo(SafetyKind.CHAT_TEMPLATE))
                .anySatisfy(danger -> assertThat(danger.sentence()).contains(what));
    }

    @Test
    void saysTheLine() {
        assertThat(ChatTemplates.check("c.jinja", "{{ bos }}\n{% for m in messages %}\n{{ m.x }}\n {{ ''\n.__class__ }}{{ a.__class__ }}"))
                .containsExactly(new SafetyFinding(SafetyKind.CHAT_TEMPLATE, "c.jinja",
                        "The chat template in 'c.jinja' reads the attribute '__class__' (line 5 of the template), which no formatting needs."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tokenizer_config.json | {'chat_template':'{{ x.__class__ }}'}",
            "tokenizer_config.json | {'chat_template':[{'name':'default','template':'{{ x }}'},{'name':'t','template':'{{ x.__class__ }}'}]}",
            "processor_config.json | {'chat_template':'{{ x.__class__ }}'}", "chat_template.json | {'chat_template':'{{ x.__class__ }}'}",
            "chat_template.jinja | {{ x.__class__ }}", "additional_chat_templates/tool_use.jinja | {{ x.__class__ }}"})
    void looksWhereTransformersLooks(String path, String content) {
        assertThat(Looked.kinds(Looked.at(path, content.replace('\'', '"').strip()))).containsExactly(SafetyKind.CHAT_TEMPLATE);
    }

    @Test
    void doesNotTakeOtherTextsForTemplates() {
        assertThat(Looked.at("tokenizer_config.json", "{\"bos_token\":\"{{ x.__class__ }}\",\"chat_template\":\"{{ x }}\"}").dangers())
                .isEmpty();
    }

    @Test
    void isBounded() {
        String huge = "{{ x.__class__ }}".repeat(20_000);
        assertThat(ChatTemplates.check("a.jinja", huge)).singleElement().extracting(SafetyFinding::sentence).asString()
                .contains("was not looked at: it has more than 262144 characters");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(ChatTemplates.check("a.jinja", "{{'".repeat(80_000))).isEmpty();
            assertThat(ChatTemplates.check("a.jinja", "{% raw %}".repeat(29_000))).isEmpty();
            assertThat(ChatTemplates.check("a.jinja", "{{" + "\\".repeat(250_000))).isEmpty();
            assertThat(ChatTemplates.check("a.jinja", "{{ x.__a" + "b }}{{ x.__a".repeat(5_000))).hasSizeLessThanOrEqualTo(10);
        });
    }
}
