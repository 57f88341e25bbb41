package dev.weighbridge.zstack;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An account that is not admin's, logged in.
 *
 * @param client a plain caller
 */
public record OrdinaryAccount(String uuid, DoorClient client) {

    public static OrdinaryAccount on(TestNode node) {
        String uuid = ResourceUuid.random();
        node.bean(JdbcClient.class).sql("""
                insert into account (uuid, name, password_hash, type, create_date, last_op_date)
                select :uuid, :uuid, password_hash, 'NORMAL', create_date, last_op_date from account where name = 'admin'""")
                .param("uuid", uuid).update();
        String session = DoorClient.anonymous(node).logIn(uuid, TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
        return new OrdinaryAccount(uuid,
                DoorClient.anonymous(node).with("Authorization", "OAuth " + TestSecrets.keep("a session", session)));
    }
}
