package dev.weighbridge.zstack.sdk;

/** The error that an SDK hands to its user: {@code sdk.*} when it could make nothing of an answer, ZStack's own code otherwise. */
record SdkError(String code, String description, String details) {

    static SdkError http(int status, String body) {
        return new SdkError("sdk.1000", "the http status code[" + status + "] indicates a failure happened", body);
    }

    static SdkError timeout() {
        return new SdkError("sdk.1001", "timeout of polling async API result", "");
    }
}
