package dev.weighbridge.quickstart;

import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** What there is to see, and how to go on. */
@Component
final class Showroom {

    private static final int MOST = 50;

    private static final int CHECKSUM_SHOWN = 16;

    private final Inventory inventory;

    private final Environment environment;

    Showroom(Inventory inventory, Environment environment) {
        this.inventory = inventory;
        this.environment = environment;
    }

    /** The models as a table, oldest first. */
    String inventory() {
        var table = new Table("name", "version", "semver", "latest", "size", "checksum", "architecture", "GPU memory");
        inventory.query(Specification.unrestricted(), Sort.by("createDate", "uuid"), 0, MOST).forEach(model -> add(table, model));
        return table.toString();
    }

    private static void add(Table table, Model model) {
        Long memory = model.getMinGpuMemory();
        table.add(model.getName(), or(model.getVersion()), model.getVersionSemver(), model.isLatestVersion() ? "yes" : "no",
                ByteCount.of(model.getArtifactSizeBytes()), model.getArtifactChecksum().substring(0, CHECKSUM_SHOWN) + "…",
                or(model.getArchitectureType()),
                memory == null ? "-" : "from " + ByteCount.of(memory));
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    /** A session to paste. */
    String howToGoOn() {
        String url = "http://127.0.0.1:" + environment.getProperty("local.server.port");
        return """

                The console is at %1$s/ and the API at %1$s/zstack/v1, account admin, password 'password'. To add a model of your own, put it under samples/
                and add it in the console, or paste:

                  BASE=%1$s/zstack/v1
                  HASH=$(printf %%s password | sha512sum | cut -d' ' -f1)
                  SESSION=$(curl -s -X PUT $BASE/accounts/login -d '{"logInByAccount":{"accountName":"admin","password":"'$HASH'"}}' | sed 's/.*"uuid":"\\([0-9a-f]*\\)".*/\\1/')
                  CENTRE=$(curl -s -H "Authorization: OAuth $SESSION" "$BASE/ai/model-centers?fields=uuid&limit=1" | sed 's/.*"uuid":"\\([0-9a-f]*\\)".*/\\1/')
                  curl -s -H "Authorization: OAuth $SESSION" $BASE/ai/models -d '{"param":{"name":"my-model","installPath":"tiny-llama","modelCenterUuid":"'$CENTRE'"}}'

                Stop with Ctrl-C; started again, it goes on where it was.
                """.formatted(url);
    }
}
