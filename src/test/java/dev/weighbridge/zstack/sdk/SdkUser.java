package dev.weighbridge.zstack.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;

/** The four ways in which programs that use ZStack's SDKs reach a node; all are admin. */
enum SdkUser {
    JAVA_WITH_A_SESSION, JAVA_WITH_AN_ACCESS_KEY, GO_WITH_A_SESSION, GO_WITH_AN_ACCESS_KEY;

    static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    static final Duration POLL_TIMEOUT = Duration.ofSeconds(60);

    /** One session and one key of admin per node, because an account may have only so many. */
    private static final Map<URI, Credentials> SESSIONS = new ConcurrentHashMap<>();

    private static final Map<URI, Credentials> KEYS = new ConcurrentHashMap<>();

    Sdk at(TestNode node) {
        return switch (this) {
            case JAVA_WITH_A_SESSION -> java(node, session(node));
            case JAVA_WITH_AN_ACCESS_KEY -> java(node, accessKey(node));
            case GO_WITH_A_SESSION -> go(node, session(node));
            case GO_WITH_AN_ACCESS_KEY -> go(node, accessKey(node));
        };
    }

    /** Of the node that is reached: each SDK, and each credential, meets both. */
    TestDatabase database() {
        return this == JAVA_WITH_A_SESSION || this == GO_WITH_AN_ACCESS_KEY ? TestDatabase.H2 : TestDatabase.POSTGRES;
    }

    boolean isGo() {
        return this == GO_WITH_A_SESSION || this == GO_WITH_AN_ACCESS_KEY;
    }

    static JavaSdk java(TestNode node, Credentials credentials) {
        return new JavaSdk(node.url(), credentials, POLL_INTERVAL, POLL_TIMEOUT);
    }

    static GoSdk go(TestNode node, Credentials credentials) {
        return new GoSdk(node.url(), credentials, POLL_INTERVAL);
    }

    static Credentials session(TestNode node) {
        return SESSIONS.computeIfAbsent(node.url(), any -> logIn(java(node, Credentials.session("none"))));
    }

    static Credentials accessKey(TestNode node) {
        return KEYS.computeIfAbsent(node.url(), any -> {
            Bean key = java(node, session(node)).call(Api.CREATE_ACCESS_KEY, "accountUuid", DoorClient.ADMIN_UUID, "userUuid",
                    DoorClient.ADMIN_UUID).inventory();
            return Credentials.accessKey(key.text("AccessKeyID"), TestSecrets.keep("an access key's secret", key.text("AccessKeySecret")));
        });
    }

    static Credentials logIn(Sdk sdk) {
        return Credentials.session(TestSecrets.keep("a session", sdk.call(Api.LOG_IN_BY_ACCOUNT, "accountName", "admin", "password",
                DoorClient.sha512(TestNode.ADMIN_PASSWORD)).inventory().uuid()));
    }
}
