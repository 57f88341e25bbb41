package dev.weighbridge.account;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/** What is found out about a call while it is carried out, kept with its request until the audit takes it down. A later word replaces an earlier one. */
public final class AuditedCall {

    private static final String NAME = AuditedCall.class.getName();

    private @Nullable Caller caller;

    private @Nullable String resource;

    private @Nullable String error;

    private boolean goesOn;

    private AuditedCall() {}

    /** The call that a request makes; always the same for one request. */
    public static AuditedCall of(HttpServletRequest request) {
        if (request.getAttribute(NAME) instanceof AuditedCall known) {
            return known;
        }
        var call = new AuditedCall();
        request.setAttribute(NAME, call);
        return call;
    }

    /** Who makes it. */
    public void isBy(Caller who) {
        caller = who;
    }

    /** What it is about: a resource's uuid, or the name that somebody logs in with. Never a secret. */
    public void isAbout(String what) {
        resource = what;
    }

    /** It has failed with this code. */
    public void failed(String code) {
        error = code;
    }

    /** It was accepted, and its work goes on after the answer. */
    public void goesOn() {
        goesOn = true;
    }

    @Nullable
    Caller caller() {
        return caller;
    }

    @Nullable
    String resource() {
        return resource;
    }

    /** The code that it failed with: the one that was told, or the status that says so. */
    @Nullable
    String error(int status) {
        return error == null && status >= 400 ? "HTTP " + status : error;
    }

    AuditEntry.Outcome outcome(int status) {
        if (error(status) != null) {
            return AuditEntry.Outcome.FAILED;
        }
        return goesOn && status == 202 ? AuditEntry.Outcome.ACCEPTED : AuditEntry.Outcome.SUCCEEDED;
    }
}
