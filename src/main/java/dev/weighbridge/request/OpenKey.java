package dev.weighbridge.request;

import java.util.Objects;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.center.ModelPlaces;
import dev.weighbridge.ingestion.Makes;
import org.apache.commons.codec.digest.DigestUtils;

/** Tells whether two requests are the same one: for the same kind of thing, same account, centre, place, wanted files, name, version and, if given, uuid. */
final class OpenKey {

    private OpenKey() {}

    /** 64 hexadecimal digits, equal for equal requests. */
    static String of(ModelRequest request) {
        GivenFields given = request.given();
        // A model's key is what it was before there were datasets: some are open while a node is replaced.
        return DigestUtils.sha256Hex(String.join("\0", request.accountUuid(), given.modelCenterUuid(), given.installPath(), given.name(),
                Objects.toString(given.version(), ""), Objects.toString(given.resourceUuid(), ""), ModelPlaces.filtersOf(given))
                + kind(request.makes()));
    }

    private static String kind(Makes makes) {
        return makes.equals(Makes.MODEL) ? "" : "\0" + makes.kind() + "\0" + makes.system();
    }
}
