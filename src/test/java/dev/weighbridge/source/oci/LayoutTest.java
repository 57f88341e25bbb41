package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What each packer's manifests become; media types and annotations are those of the packers' specifications, which the layouts name. */
class LayoutTest {

    private static final String PATH = "org.cncf.model.filepath";

    private static final String MODELPACK = "application/vnd.cncf.model.";

    private static final String KITOPS = "application/vnd.kitops.modelkit.";

    private static final String OLLAMA = "application/vnd.ollama.image.";

    private static final String DOCKER = "application/vnd.docker.ai.";

    private static final String DOCKER_CONFIG = DOCKER + "model.config.v0.1+json";

    private static final String IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";

    private static final String OLD_IMAGE_CONFIG = "application/vnd.docker.container.image.v1+json";

    private static Manifest manifest(Artifact artifact) {
        return Manifest.read(JsonMapper.builder().build().readTree(artifact.bytes()));
    }

    /** Each part as its path, with {@code " <- FORMAT:within"} behind that of a container. */
    private static List<String> parts(Artifact artifact) {
        return Layout.read(manifest(artifact)).stream()
                .map(part -> part.path() + (part.container() == null ? "" : " <- " + part.container())).toList();
    }

    private static String refusal(Artifact artifact) {
        List<MalformedManifestException> caught = new ArrayList<>();
        assertThatExceptionOfType(MalformedManifestException.class).isThrownBy(() -> parts(artifact)).satisfies(caught::add);
        return caught.getFirst().why();
    }

    private static Artifact modelPack() {
        return Artifact.empty().type(MODELPACK + "manifest.v1+json").config(MODELPACK + "config.v1+json", "{\"modelfs\":{}}");
    }

    @Test
    void readsModelPack() {
        assertThat(parts(modelPack()
                .layer(MODELPACK + "weight.v1.raw", "1", PATH, "model-00001-of-00002.safetensors")
                .layer(MODELPACK + "weight.config.v1.raw", "2", PATH, "./config.json")
                .layer(MODELPACK + "doc.v1.raw", "3", "org.cnai.model.filepath", "docs/README.md", Artifact.TITLE, "README.md")
                .layer(MODELPACK + "code.v1.tar", "4", PATH, "code")
                .layer(MODELPACK + "dataset.v1.tar+gzip", "5", PATH, "data")
                .layer(MODELPACK + "weight.v1.tar+zstd", "6", PATH, "other")))
                .containsExactly("model-00001-of-00002.safetensors", "config.json", "docs/README.md", "layer-4.tar <- TAR:",
                        "layer-5.tar.gz <- TAR_GZIP:", "layer-6.tar.zst <- TAR_ZSTD:");
    }

    @Test
    void readsModelPackOfBeforeItWasCalledSo() {
        String type = "application/vnd.cnai.model.";
        assertThat(parts(Artifact.empty().type(type + "manifest.v1+json").config(type + "config.v1+json", "{}")
                .layer(type + "weight.v1.tar", "1", "org.cnai.model.filepath", "a")
                .layer(type + "doc.v1.raw", "2", "org.cnai.model.filepath", "b")))
                .containsExactly("layer-1.tar <- TAR:", "b");
    }

    @Test
    void readsModelPackOfDockerWhichNamesTheFormatAndOnlyTheConfigSaysWhatItIs() {
        assertThat(parts(Artifact.empty().config(MODELPACK + "config.v1+json", "{}")
                .layer(MODELPACK + "weight.v1.gguf", "1", PATH, "tiny.gguf"))).containsExactly("tiny.gguf");
    }

    @Test
    void refusesModelPackFilesWithoutAPathOrInAnUnknownPacking() {
        assertThat(refusal(modelPack().layer(MODELPACK + "weight.v1.raw", "1"))).contains("layer 1", "org.cncf.model.filepath");
        assertThat(refusal(modelPack().layer(MODELPACK + "weight.v1.tar+lz4", "1", PATH, "a"))).contains("not known", "tar+lz4");
        assertThat(refusal(modelPack().layer(MODELPACK + "weight.v1.raw+zstd", "1", PATH, "a"))).contains("not known", "raw+zstd");
    }

    @Test
    void readsKitOpsWithItsKitfile() {
        assertThat(parts(Artifact.empty().config(KITOPS + "config.v1+json", "{\"manifestVersion\":\"1.0.0\"}")
                .layer(KITOPS + "model.v1.tar", "1").layer(KITOPS + "modelpart.v1.tar+gzip", "2").layer(KITOPS + "docs.v1.tar+zstd", "3")
                .layer(KITOPS + "dataset.v1.raw", "4", PATH, "data/train.csv")))
                .containsExactly("layer-1.tar <- TAR:", "layer-2.tar.gz <- TAR_GZIP:", "layer-3.tar.zst <- TAR_ZSTD:", "data/train.csv",
                        "kitfile.json");
    }

    @Test
    void readsOllama() {
        assertThat(parts(Artifact.empty().config(OLD_IMAGE_CONFIG, "{\"model_format\":\"gguf\"}")
                .layer(OLLAMA + "model", "1").layer(OLLAMA + "template", "2").layer(OLLAMA + "system", "3").layer(OLLAMA + "params", "4")
                .layer(OLLAMA + "license", "5").layer(OLLAMA + "adapter", "6").layer(OLLAMA + "projector", "7")
                .layer(OLLAMA + "messages", "8")
                .layer(OLLAMA + "novelty", "9")))
                .containsExactly("model.gguf", "template", "system", "params.json", "LICENSE", "adapter.gguf", "mmproj.gguf",
                        "messages.json",
                        "novelty", "ollama-config.json");
    }

    @Test
    void numbersWhatOllamaHasSeveralOf() {
        assertThat(parts(Artifact.empty().config(OLD_IMAGE_CONFIG, "{}").layer(OLLAMA + "model", "1").layer(OLLAMA + "license", "2")
                .layer(OLLAMA + "model", "3").layer(OLLAMA + "license", "4")))
                .containsExactly("model-00001-of-00002.gguf", "LICENSE-1", "model-00002-of-00002.gguf", "LICENSE-2", "ollama-config.json");
    }

    @Test
    void namesOllamasTensorsAndJsonFilesAsTheyNameThemselves() {
        assertThat(parts(Artifact.empty().config(OLD_IMAGE_CONFIG, "{}")
                .layer(OLLAMA + "tensor", "1").lastLayer("name", "model.embed_tokens.weight")
                .layer(OLLAMA + "tensor", "2").lastLayer("name", "vision/model.norm.weight")
                .layer(OLLAMA + "json", "3").lastLayer("name", "config.json")))
                .containsExactly("model.embed_tokens.weight.safetensors", "vision/model.norm.weight.safetensors", "config.json",
                        "ollama-config.json");
    }

    @Test
    void readsDockerModels() {
        assertThat(parts(Artifact.empty().config(DOCKER_CONFIG, "{}").layer(DOCKER + "gguf.v3", "1").layer(DOCKER + "gguf.v3.lora", "2")
                .layer(DOCKER + "gguf.v3.mmproj", "3").layer(DOCKER + "license", "4").layer(DOCKER + "chat.template.jinja", "5")))
                .containsExactly("model.gguf", "adapter.gguf", "mmproj.gguf", "LICENSE", "chat_template.jinja");
        assertThat(
                parts(Artifact.empty().config(DOCKER_CONFIG, "{}").layer(DOCKER + "safetensors", "1").layer(DOCKER + "vllm.config.tar", "2")
                        .layer(DOCKER + "safetensors", "3")))
                .containsExactly("model-00001-of-00002.safetensors", "layer-2.tar <- TAR:", "model-00002-of-00002.safetensors");
    }

    @Test
    void prefersThePathsThatDockerLeaves() {
        assertThat(parts(Artifact.empty().config(DOCKER + "model.config.v0.2+json", "{}")
                .layer(DOCKER + "safetensors", "1", PATH, "weights.safetensors")
                .layer(DOCKER + "model.file", "2", PATH, "tokenizer/vocab.json").layer(DOCKER + "license", "3", Artifact.TITLE, "COPYING")))
                .containsExactly("weights.safetensors", "tokenizer/vocab.json", "COPYING");
        assertThat(refusal(Artifact.empty().config(DOCKER_CONFIG, "{}").layer(DOCKER + "model.file", "1"))).contains("layer 1",
                "model.file");
    }

    @Test
    void takesWhatLiesBelowModelsInAnImage() {
        assertThat(parts(Artifact.empty().config(IMAGE_CONFIG, "{}").layer("application/vnd.oci.image.layer.v1.tar+gzip", "1")
                .layer("application/vnd.oci.image.layer.v1.tar", "2").layer("application/vnd.oci.image.layer.v1.tar+zstd", "3")))
                .containsExactly("layer-1.tar.gz <- TAR_GZIP:models/", "layer-2.tar <- TAR:models/", "layer-3.tar.zst <- TAR_ZSTD:models/");
        assertThat(parts(Artifact.empty().config(OLD_IMAGE_CONFIG, "{}").layer("application/vnd.docker.image.rootfs.diff.tar.gzip", "1")
                .layer("application/vnd.docker.image.rootfs.diff.tar", "2")))
                .containsExactly("layer-1.tar.gz <- TAR_GZIP:models/", "layer-2.tar <- TAR:models/");
    }

    @Test
    void keepsTheOrderOfLayersInTheOrderOfNames() {
        Artifact image = Artifact.empty().config(IMAGE_CONFIG, "{}");
        for (int i = 0; i < 12; i++) {
            image.layer("application/vnd.oci.image.layer.v1.tar", "layer " + i);
        }
        assertThat(parts(image)).isSorted().startsWith("layer-01.tar <- TAR:models/").endsWith("layer-12.tar <- TAR:models/");
    }

    @Test
    void readsFilesWithTitlesWhateverTheirTypes() {
        assertThat(parts(Artifact.empty().config("application/vnd.unknown.config.v1+json", "{}")
                .layer("application/vnd.oci.image.layer.v1.tar", "1", Artifact.TITLE, "model.onnx")
                .layer("text/plain", "2", Artifact.TITLE, "notes/a.txt").layer("application/vnd.oci.empty.v1+json", "{}")
                .layer("application/vnd.oci.image.layer.v1.tar+gzip", "3", Artifact.TITLE, "weights", "io.deis.oras.content.unpack",
                        "true")))
                .containsExactly("model.onnx", "notes/a.txt", "layer-3.tar.gz <- TAR_GZIP:");
    }

    @Test
    void refusesALayoutThatNobodyKnowsAndSaysWhatItSaw() {
        assertThat(refusal(Artifact.empty().type("application/vnd.example.model").layer("application/x-thing", "1", Artifact.TITLE, "a")
                .layer("application/x-other", "2")))
                .contains("application/vnd.example.model", Artifact.EMPTY_CONFIG, "application/x-thing", "application/x-other");
        assertThat(refusal(Artifact.empty().type("a\nb\u001b[31m"))).doesNotContain("\n", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"})
    void refusesLayersThatAreNotKeptInRegistries(String type) {
        assertThat(refusal(Artifact.empty().config(IMAGE_CONFIG, "{}").layer(type, "1"))).contains("not kept in registries");
    }

    @Test
    void refusesLayersThatAreEncrypted() {
        assertThat(refusal(Artifact.empty().config(IMAGE_CONFIG, "{}").layer("application/vnd.oci.image.layer.v1.tar+gzip+encrypted", "1")))
                .contains("not known", "encrypted");
    }

    @Test
    void refusesManifestsThatAreNone() {
        assertThat(refusal(Artifact.empty().field("schemaVersion", 1))).contains("schema 1");
        assertThat(refusal(Artifact.empty().field("layers", "none"))).contains("no list of layers");
        assertThat(refusal(Artifact.empty().field("manifests", List.of()))).contains("a manifest and an index at once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:5891", "sha512:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
            "sha256:5891B5B522D5DF086D0FF0B110FBD9D21BB4FC7163AF34D08286A2E846F6BE03", "", "../../secret"})
    void refusesALayerWithoutASha256(String digest) {
        assertThat(refusal(Artifact.empty().layer("text/plain", "1", Artifact.TITLE, "a").lastLayer("digest", digest)))
                .isEqualTo("its layer 1 has no SHA-256 digest");
    }

    @Test
    void refusesALayerWithoutASize() {
        for (@Nullable
        Object size : new Object[] {-1, "6", 1.5, true}) {
            assertThat(refusal(Artifact.empty().layer("text/plain", "1", Artifact.TITLE, "a").lastLayer("size", size)))
                    .isEqualTo("its layer 1 has no size");
        }
    }

    @Test
    void refusesTwoLayersWithOnePathAndPathsThatCannotBeKept() {
        OciReference asked = OciReference.of(ModelReference.of("oci://host/repo", null));
        var tree = new ModelTree(10);
        assertThatExceptionOfType(MalformedManifestException.class)
                .isThrownBy(() -> tree.files(asked, Layout.read(manifest(modelPack().layer(MODELPACK + "weight.v1.raw", "1", PATH, "a")
                        .layer(MODELPACK + "weight.v1.raw", "2", PATH, "./a")))))
                .withMessageContaining("two of its layers are the file 'a'");
        assertThatExceptionOfType(MalformedManifestException.class).isThrownBy(() -> tree.files(asked, Layout.read(manifest(modelPack()))))
                .withMessageContaining("no layer that is a file");
        for (String path : List.of("../a", "/etc/passwd", "a\\b", "a/./b")) {
            assertThatExceptionOfType(IngestionException.class).as(path).isThrownBy(
                    () -> tree.files(asked, Layout.read(manifest(modelPack().layer(MODELPACK + "weight.v1.raw", "1", PATH, path)))));
        }
    }
}
