package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTransformersTest {

    /** As all-MiniLM-L6-v2 has them. */
    private static final String MODULES = """
            [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
             {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
             {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]""";

    private static final String POOLING = """
            {"word_embedding_dimension": 384, "pooling_mode_cls_token": false, "pooling_mode_mean_tokens": true,
             "pooling_mode_max_tokens": false, "pooling_mode_mean_sqrt_len_tokens": false}""";

    @Test
    void readsItsTexts() {
        ModelFacts facts = modules().with("config.json", "{\"architectures\":[\"BertModel\"],\"transformers_version\":\"4.8.2\"}")
                .with("config_sentence_transformers.json",
                        "{\"__version__\":{\"sentence_transformers\":\"2.0.0\",\"transformers\":\"4.6.1\",\"pytorch\":\"1.8.1\"}}")
                .with("sentence_bert_config.json", "{\"max_seq_length\": 256, \"do_lower_case\": false}").inspect();
        assertThat(facts.value("frameworkVersion")).isEqualTo("Sentence Transformers 2.0.0");
        assertThat(facts.value("architectureType")).isEqualTo("BertModel");
        assertThat(facts.value("pipelineTag")).as("BertModel alone would be feature-extraction").isEqualTo("sentence-similarity");
        assertThat(facts.value("libraryName")).isEqualTo("sentence-transformers");
        Derivation embedding = facts.derivation("embedding").orElseThrow();
        assertThat(embedding.value()).isEqualTo("384 dimensions, pooled by mean, of at most 256 tokens");
        assertThat(embedding.file()).isEqualTo("1_Pooling/config.json");
        assertThat(embedding.inputs()).extracting(Derivation::rule).containsExactly("word_embedding_dimension of 1_Pooling/config.json",
                "pooling_mode_mean_tokens of 1_Pooling/config.json", "max_seq_length of sentence_bert_config.json");
    }

    /** sentence_transformers/base/model.py writes the kind since 5.0, modules/pooling.py other members since 5.4. */
    @ParameterizedTest
    @CsvSource({"SentenceTransformer, sentence-similarity", "SparseEncoder, feature-extraction", "MultiVectorEncoder, feature-extraction",
            "CrossEncoder, text-ranking", "Unheard,"})
    void eachKindHasTheTaskOfItsCards(String kind, String task) {
        assertThat(modules().with("config_sentence_transformers.json", "{\"model_type\":\"" + kind + "\"}").inspect().value("pipelineTag"))
                .isEqualTo(task);
    }

    @Test
    void readsTodaysMembersOfPooling() {
        assertThat(new FakeBlobs()
                .with("modules.json",
                        "[{\"path\":\"1_Pooling\",\"type\":\"sentence_transformers.sentence_transformer.modules.pooling.Pooling\"}]")
                .with("1_Pooling/config.json", "{\"embedding_dimension\": 1024, \"pooling_mode\": [\"cls\", \"mean\"]}").inspect()
                .value("embedding")).isEqualTo("1024 dimensions, pooled by cls+mean");
    }

    @Test
    void theOtherTextsAloneSayNothing() {
        ModelFacts facts = new FakeBlobs().with("sentence_bert_config.json", "{\"max_seq_length\": 256}")
                .with("1_Pooling/config.json", POOLING)
                .inspect();
        assertThat(facts.derivations()).isEmpty();
    }

    @Test
    void aListOfManyModulesIsReadInPart() {
        String many = "[" + "{\"type\":\"a\",\"path\":\"b\"},".repeat(100_000) + "{}]";
        assertThat(new FakeBlobs().with("modules.json", many).inspect().value("pipelineTag")).isEqualTo("sentence-similarity");
    }

    private static FakeBlobs modules() {
        return new FakeBlobs().with("modules.json", MODULES).with("1_Pooling/config.json", POOLING);
    }
}
