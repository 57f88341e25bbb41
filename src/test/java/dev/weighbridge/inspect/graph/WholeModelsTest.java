package dev.weighbridge.inspect.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;

/** Which file's tensors are the model's weights if each file is a model. */
class WholeModelsTest {

    private static final byte[] SAFETENSORS = Bytes
            .safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4);

    @Test
    void safetensorsGoBefore() {
        ModelFacts facts = new FakeBlobs().with("model.safetensors", SAFETENSORS).with("onnx/model.onnx", Samples.bytes("raw.onnx"))
                .with("tf_model.h5", Samples.bytes("model.h5")).inspect();
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 4L));
        assertThat(FakeBlobs.odd(facts)).isEmpty();
    }

    @Test
    void doesNotSpeakForSafetensorsThatAreUnknown() {
        ModelFacts facts = new FakeBlobs().with("a.safetensors", SAFETENSORS).with("b.safetensors", SAFETENSORS)
                .with("model.onnx", Samples.bytes("raw.onnx")).inspect();
        assertThat(FakeBlobs.weights(facts)).isZero();
    }

    @Test
    void ofSeveralTheOneThatIsNamedModelCounts() {
        ModelFacts facts = new FakeBlobs().with("onnx/model.onnx", Samples.bytes("raw.onnx"))
                .with("onnx/model_fp16.onnx", Samples.bytes("f16.onnx")).with("onnx/model_int8.onnx", Samples.bytes("int8.onnx")).inspect();
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 544L));
        assertThat(facts.derivation("gpuConstraintDescription").orElseThrow().file()).isEqualTo("onnx/model.onnx");
    }

    @Test
    void ofSeveralThatNothingTellsApartNoneCounts() {
        ModelFacts facts = new FakeBlobs().with("decoder.onnx", Samples.bytes("raw.onnx"))
                .with("encoder.onnx", Samples.bytes("f16.onnx")).inspect();
        assertThat(FakeBlobs.weights(facts)).isZero();
        assertThat(facts.bytesByDtype()).isEmpty();
        assertThat(FakeBlobs.odd(facts)).containsExactly(
                "There are 2 files that are a model each ('decoder.onnx', 'encoder.onnx'); which of them is loaded is unknown.");
    }

    @Test
    void theComponentsOfAPipelineAreNotChosenFrom() {
        ModelFacts facts = new FakeBlobs().with("model_index.json", "{\"_class_name\":\"OnnxStableDiffusionPipeline\"}")
                .with("unet/model.onnx", Samples.bytes("raw.onnx")).inspect();
        assertThat(FakeBlobs.weights(facts)).isZero();
    }
}
