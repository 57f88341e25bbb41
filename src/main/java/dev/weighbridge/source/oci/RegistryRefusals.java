package dev.weighbridge.source.oci;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;

/** What a registry means by an answer that is no success: its codes are those of the OCI distribution specification 1.1, section "Error Codes". */
final class RegistryRefusals {

    private static final int LONGEST_ERROR = 16 * 1024;

    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([A-Z_]{1,40})\"");

    private final Refusals refusals;

    RegistryRefusals(Refusals refusals) {
        this.refusals = refusals;
    }

    /** The failure of an answer other than 200, 206 and 416; a {@link ChallengedException} for the registry's 401. */
    IngestionException of(OutboundRequest request, OutboundResponse response, SourceAccess.@Nullable Login login) {
        int status = response.status();
        if (!isOfTheRegistry(request, response)) {
            return status == 401 || status == 403 ? expired(request, response) : refusals.refusal(request, response);
        }
        String code = code(response);
        String answer = " (status " + status + (code.isEmpty() ? "" : ", " + code) + ")";
        String start = Refusals.start(request, response);
        return switch (status) {
            case 401 -> new ChallengedException(start + whyNot(login) + answer + ".",
                    Challenge.parse(response.headerValues("WWW-Authenticate")));
            case 403 -> new IngestionException(FailureKind.SOURCE_DENIED, start + whyNot(login) + answer + ".");
            case 404 -> new IngestionException(FailureKind.SOURCE_NOT_FOUND, start + absent(code) + answer + ". Check the reference.");
            default -> refusals.refusal(request, response);
        };
    }

    /** Why nobody, or {@code login}, may read; with what to do, and without the full stop. */
    static String whyNot(SourceAccess.@Nullable Login login) {
        return login == null
                ? "there is no such model, or the registry shows it to nobody without a login; check the reference, or add it with a token that may read it"
                : "the registry does not accept the login, or it may not read this; check that it is valid and may pull from this repository";
    }

    private static String absent(String code) {
        return switch (code) {
            case "NAME_UNKNOWN" -> "the registry has no such repository";
            case "MANIFEST_UNKNOWN" -> "the repository has no such tag or digest";
            case "BLOB_UNKNOWN" -> "the registry has lost a blob that the manifest names";
            default -> "the registry has no such thing";
        };
    }

    /** Blobs lie elsewhere behind URLs that are signed for minutes; the registry signs another when it is asked again. */
    private static IngestionException expired(OutboundRequest request, OutboundResponse response) {
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE, Refusals.start(request, response)
                + "the place that the registry sends to does not deliver it (status " + response.status()
                + "), perhaps because the signed URL is too old. It is tried again later with a new one.");
    }

    private static boolean isOfTheRegistry(OutboundRequest request, OutboundResponse response) {
        URI asked = request.url();
        URI answered = response.url();
        return asked.getScheme().equalsIgnoreCase(answered.getScheme()) && asked.getHost().equalsIgnoreCase(answered.getHost())
                && asked.getPort() == answered.getPort();
    }

    /** The first code of {@code {"errors":[{"code":"NAME_UNKNOWN", …}]}}; its message may hold anything, and is not shown. */
    private static String code(OutboundResponse response) {
        try {
            Matcher code = CODE.matcher(new String(response.bodyUpTo(LONGEST_ERROR), StandardCharsets.UTF_8));
            return code.find() ? String.valueOf(code.group(1)) : "";
        } catch (IOException broken) {
            // The status alone says enough.
            return "";
        }
    }
}
