package dev.weighbridge.zstack.account;

import java.util.UUID;

import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;

/**
 * An ordinary account that was made through the door.
 *
 * @param client logged in as it
 */
record Tenant(String uuid, String name, String password, DoorClient client) {

    static Tenant create() {
        String name = "tenant-" + UUID.randomUUID();
        String password = TestSecrets.fresh("tenant");
        String uuid = DoorClient.admin().post("/zstack/v1/accounts", body("params", name, password)).ok().text("/inventory/uuid");
        return new Tenant(uuid, name, password, as(DoorClient.anonymous().logIn(name, password)));
    }

    /** A user of it; its own client. */
    Tenant user(String userName) {
        String secret = TestSecrets.fresh("user");
        String user = client.post("/zstack/v1/accounts/users", body("params", userName, secret)).ok().text("/inventory/uuid");
        return new Tenant(user, userName, secret, as(logIn(userName, secret)));
    }

    DoorClient.Reply logIn(String userName, String secret) {
        return DoorClient.anonymous().put("/zstack/v1/accounts/users/login",
                "{\"logInByUser\":{\"accountName\":\"%s\",\"userName\":\"%s\",\"password\":\"%s\"}}".formatted(name, userName,
                        DoorClient.sha512(secret)));
    }

    static String body(String envelope, String name, String password) {
        return "{\"%s\":{\"name\":\"%s\",\"password\":\"%s\"}}".formatted(envelope, name, DoorClient.sha512(password));
    }

    static DoorClient as(DoorClient.Reply login) {
        return DoorClient.anonymous().with("Authorization",
                "OAuth " + TestSecrets.keep("a session", login.ok().text("/inventory/uuid")));
    }

    /** Neither the password nor the session. */
    @Override
    public String toString() {
        return name;
    }
}
