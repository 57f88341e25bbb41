package dev.weighbridge.inspect.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.SafetyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCodeTest {

    @ParameterizedTest
    @CsvSource({"modeling_x.py, 'Python code, which runs where a library is told to trust'", "setup.py, 'runs when somebody installs'",
            "a/x.PYC, Python bytecode", "x.whl, a Python package", "demo.ipynb, a notebook"})
    void findsPythonByItsName(String path, String what) {
        assertRemoteCode(path, "x = 1\n", what);
    }

    @Test
    void findsPythonByItsFirstLine() {
        assertRemoteCode("convert", "#!/usr/bin/env python3\nimport os\n", "'convert' is a Python script, by its first line.");
        assertThat(Looked.at("a/__init__.py", "").dangers()).as("empty").isEmpty();
    }

    @Test
    void saysWhichClassesAnAutoMapLoads() {
        assertRemoteCode("config.json", """
                {"architectures": ["X"], "auto_map": {"AutoConfig": "configuration_x.XConfig", "AutoModel": "modeling_x.XModel"}}""",
                "'config.json' names classes of the model's own code in auto_map, which run where it is loaded with trust_remote_code: "
                        + "AutoConfig by configuration_x.XConfig, AutoModel by modeling_x.XModel.");
        assertRemoteCode("sub/tokenizer_config.json", "{\"auto_map\": {\"AutoTokenizer\": [\"tokenization_x.XTokenizer\", null]}}",
                "AutoTokenizer by tokenization_x.XTokenizer.");
        assertRemoteCode("preprocessor_config.json", "{\"x\": {\"auto_map\": {\"AutoProcessor\": \"a.B\"}}}", "AutoProcessor by a.B");
    }

    @Test
    void saysThatTheCodeComesFromAnotherRepository() {
        assertRemoteCode("config.json", "{\"auto_map\": {\"AutoModel\": \"org/other-repo--modeling_y.Y\"}}",
                "'config.json' names classes of another repository in auto_map, whose code is fetched from there, is none of this model's files"
                        + " and was not looked at: AutoModel by modeling_y.Y of 'org/other-repo'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "model_index.json | {'_class_name':['my_pipe','P']} | diffusers loads the class 'my_pipe.P' of the model's own code (_class_name)",
            "model_index.json | {'unet':['my_unet.py','U']} | diffusers loads 'my_unet.py' (unet)",
            "modules.json | [{'idx':0,'name':'0','path':'','type':'custom_st.Transformer'}] | loads the class 'custom_st.Transformer' (type)",
            "adapter_config.json | {'auto_mapping':{'base_model_class':'M','parent_library':'evil.mod'}} | PEFT imports the module 'evil.mod'",
            "sentence_bert_config.json | {'model_args':{'trust_remote_code':true}} | sets trust_remote_code",
            "config.json | {'_attn_implementation':'org/flash'} | fetches the kernel 'org/flash'"})
    void knowsOtherWaysToLoadCode(String path, String json, String what) {
        assertRemoteCode(path, json.replace('\'', '"'), what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"config.json | {'architectures':['LlamaForCausalLM'],'torch_dtype':'bfloat16','rope':null}",
            "config.json | {'_attn_implementation':'sdpa','trust_remote_code':false}",
            "model_index.json | {'_class_name':'StableDiffusionPipeline','unet':['diffusers','UNet2DConditionModel'],'x':[null,null]}",
            "modules.json | [{'type':'sentence_transformers.models.Transformer'}]",
            "adapter_config.json | {'auto_mapping':{'parent_library':'transformers.models.qwen2.modeling_qwen2'},'peft_type':'LORA'}",
            "vocab.json | {'auto_map':{'AutoModel':'a.B'}}", "config.json | [1,", "config.json | 7"})
    void saysNothingOfPlainConfigurations(String path, String json) {
        assertThat(Looked.at(path, json.replace('\'', '"')).dangers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2,\"auto_map\":{\"AutoModel\":\"m.C\"}}", "{\"a\":NaN,\"auto_map\":{\"AutoModel\":\"m.C\"}}",
            "{\"\\u0061uto_map\":{\"AutoModel\":\"m.C\"}}"})
    void readsWhatPythonReads(String json) {
        assertRemoteCode("config.json", json, "AutoModel by m.C.");
    }

    @Test
    void doesNotLetBrokenConfigurationsPass() {
        assertRemoteCode("config.json", "{\"x\":" + "[".repeat(100) + "]".repeat(100) + ",\"auto_map\":{\"AutoModel\":\"m.C\"}}",
                "'config.json' may name code that a library loads");
    }

    private static void assertRemoteCode(String path, String content, String part) {
        var notes = Looked.at(path, content);
        assertThat(Looked.kinds(notes)).containsExactly(SafetyKind.REMOTE_CODE);
        assertThat(Looked.sentences(notes)).singleElement().asString().contains(part).endsWith(".");
    }
}
