package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class S3SettingsTest {

    private final Map<String, String> properties = new HashMap<>(Map.of("weighbridge.store.type", "s3", "weighbridge.store.s3.endpoint",
            "https://s3.example.com/", "weighbridge.store.s3.bucket", "models", "weighbridge.store.s3.access-key", "the-access-key",
            "weighbridge.store.s3.secret-key", "the-secret-key"));

    private StoreProperties bound() {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("weighbridge", StoreProperties.class);
    }

    @Test
    void readsWhatIsGivenAndKnowsTheRest() {
        S3Settings settings = bound().store().bucket();

        assertThat(settings.server()).hasToString("https://s3.example.com");
        assertThat(settings.region()).isEqualTo("us-east-1");
        assertThat(settings.pathStyle()).isTrue();
        assertThat(settings.key()).isEqualTo("the-access-key");
        assertThat(settings.secret()).isEqualTo("the-secret-key");
    }

    @Test
    void readsWhatTheServerIsToCheck() {
        assertThat(checks()).isEqualTo(S3Checks.usual());

        properties.put("weighbridge.store.s3.checksum", "md5");
        properties.put("weighbridge.store.s3.sign-payload", "true");
        assertThat(checks()).isEqualTo(new S3Checks(S3Checks.Checksum.MD5, true));
        assertThat(bound().store().bucket().bucketName()).isEqualTo("models");

        properties.put("weighbridge.store.s3.checksum", "sha1");
        assertThatThrownBy(this::checks).hasMessageContaining("weighbridge.store.s3.checksum");
    }

    private S3Checks checks() {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("weighbridge.store.s3", S3Checks.class);
    }

    @Test
    void showsNoKey() {
        assertThat(bound().toString()).contains("models").doesNotContain("the-access-key").doesNotContain("the-secret-key");
    }

    @Test
    void isAFolderUnlessSaidOtherwise() {
        properties.clear();

        assertThat(bound().store()).isEqualTo(new StoreProperties.Store(StoreProperties.Type.LOCAL, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            endpoint   |                             | it is missing
            bucket     |                             | it is missing
            access-key |                             | it is missing
            secret-key |                             | it is missing
            endpoint   | s3.example.com              | a server's URL
            endpoint   | ftp://s3.example.com        | a server's URL
            endpoint   | https://s3.example.com/path | a server's URL
            endpoint   | https://me:it@example.com   | a server's URL
            endpoint   | https://s3 example          | no URL
            bucket     | My_Bucket                   | no bucket's name
            bucket     | ab                          | no bucket's name
            region     | ''                          | it is empty""")
    void saysWhichSettingIsWrong(String name, String value, String why) {
        properties.remove("weighbridge.store.s3." + name);
        if (value != null) {
            properties.put("weighbridge.store.s3." + name, value);
        }

        assertThatThrownBy(() -> bound().store().bucket()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Could not start: weighbridge.store.s3." + name + " cannot be used: ").hasMessageContaining(why)
                .hasMessageEndingWith(".").hasMessageNotContaining("the-secret-key");
    }

    @Test
    void saysWhatIsMissingWhereNothingIsGiven() {
        properties.keySet().removeIf(name -> name.contains(".s3."));

        assertThatThrownBy(() -> bound().store().bucket()).hasMessageContaining("weighbridge.store.s3.endpoint")
                .hasMessageContaining("missing");
    }
}
