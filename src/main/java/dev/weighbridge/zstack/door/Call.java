package dev.weighbridge.zstack.door;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One HTTP request to this door, as the APIs see it. */
public final class Call {

    private final HttpServletRequest request;

    Call(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * The parameters of a POST.
     *
     * @param names the envelope's name and its aliases
     * @throws Refusal 400 if the body is malformed, has no such envelope, or a field of another type than {@code shape} says
     */
    public Envelope envelope(Shape shape, String... names) throws IOException {
        return Envelope.in(body(), shape, "the body doesn't contain the parameters", List.of(names));
    }

    /**
     * The parameters of a PUT, whose envelope is named like the action; otherwise like {@link #envelope}.
     *
     * @param names the actions that share the path; {@link Envelope#name} tells which one it is
     */
    public Envelope action(Shape shape, String... names) throws IOException {
        return Envelope.in(body(), shape, "the body doesn't contain action mapping", List.of(names));
    }

    /**
     * Takes the body of a POST without parameters: none at all, or a JSON object, as the SDKs send one with an empty envelope and tags.
     *
     * @throws Refusal 413 or 400 if there is another one
     */
    public void noParameters() throws IOException {
        byte[] bytes = bytes();
        if (bytes.length > 0) {
            Json.received(bytes);
        }
    }

    /** What stands after the question mark. */
    public Parameters parameters() {
        return new Parameters(request.getQueryString());
    }

    @Nullable
    public String header(String name) {
        return request.getHeader(name);
    }

    /** Who signed it; empty if it came with a session, or with nothing. */
    Optional<Caller> signer() {
        return Authorization.signer(request);
    }

    /** What the audit shall take down of it. */
    public AuditedCall audited() {
        return AuditedCall.of(request);
    }

    /** The address of whoever is at the other end of the connection. */
    public String address() {
        return request.getRemoteAddr();
    }

    /** Whether the caller asked for the {@code schema} map, as the Java SDK does in every request and poll. */
    boolean wantsSchema() {
        return header("X-JSON-Schema") != null;
    }

    /**
     * Whether the caller is one that polls for results, so that it must get 202 at once: it named its job or a hook, prefers it, or is ZStack's Go SDK.
     * Anyone else can be held until there is a result.
     */
    boolean isByPollingClient() {
        String agent = header("User-Agent");
        return header("X-Job-UUID") != null || header("X-Web-Hook") != null || prefersAsync()
                || (agent != null && agent.startsWith("zstack-sdk-go"));
    }

    /** The absolute URL of a job, at the host and port that the caller used. */
    String locationOf(String jobUuid) {
        String host = header("Host");
        String authority = host == null || host.isBlank() ? request.getServerName() + ":" + request.getServerPort() : host;
        return request.getScheme() + "://" + authority + "/zstack/v1/api-jobs/" + jobUuid;
    }

    private boolean prefersAsync() {
        for (String preference : String.valueOf(header("Prefer")).split("[,;]")) {
            if (preference.strip().toLowerCase(Locale.ROOT).equals("respond-async")) {
                return true;
            }
        }
        return false;
    }

    /** How large it may be is bounded before the door. */
    private ObjectNode body() throws IOException {
        return Json.received(bytes());
    }

    private byte[] bytes() throws IOException {
        return request.getInputStream().readAllBytes();
    }
}
