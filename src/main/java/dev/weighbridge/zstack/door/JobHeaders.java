package dev.weighbridge.zstack.door;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.request.ApiCall;
import org.jspecify.annotations.Nullable;

/** The headers by which a caller names its job, limits its time and asks to be called back. */
final class JobHeaders {

    private static final Pattern JOB = Pattern.compile("[0-9A-Za-z_-]{32}");

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,8}");

    private static final int LONGEST_HOOK = 2048;

    private JobHeaders() {}

    /**
     * What the headers say; a job without a name gets a new one.
     *
     * @throws Refusal 400 if one of them is malformed
     */
    static ApiCall of(Call call) {
        String job = call.header("X-Job-UUID");
        if (job == null) {
            job = ResourceUuid.random();
        } else if (!JOB.matcher(job).matches()) {
            throw invalid("X-Job-UUID", "it must be 32 letters or digits, a uuid without dashes");
        }
        return new ApiCall(job, timeout(call.header("X-API-Timeout")), hook(call.header("X-Web-Hook")));
    }

    private static @Nullable Duration timeout(@Nullable String seconds) {
        if (seconds == null) {
            return null;
        }
        if (!SECONDS.matcher(seconds.strip()).matches()) {
            throw invalid("X-API-Timeout", "it must be a number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(seconds.strip()));
    }

    private static @Nullable String hook(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI hook = new URI(url.strip());
            String text = hook.toASCIIString();
            if (OutboundRequest.flawOf(hook) == null && text.length() <= LONGEST_HOOK) {
                return text;
            }
        } catch (URISyntaxException malformed) {
            throw invalid("X-Web-Hook", "it is no URL (" + malformed.getReason() + ")");
        }
        throw invalid("X-Web-Hook",
                "it must be an http or https URL of at most " + LONGEST_HOOK + " characters, without a user name or password");
    }

    private static Refusal invalid(String header, String why) {
        return Refusal.badRequest("Invalid header[" + header + "], " + why);
    }
}
