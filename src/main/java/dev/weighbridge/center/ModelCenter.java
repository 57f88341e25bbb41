package dev.weighbridge.center;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.jspecify.annotations.Nullable;

/**
 * A model centre as its row holds it. The attributes are called as ZStack's inventory calls them, so that a query may name them by those names.
 * {@code parameters} never hold a credential. Changed only by {@link ModelCenters}, {@link CenterChanges} and {@link CenterNews}.
 */
@Entity
public class ModelCenter {

    @Id
    private String uuid;

    private String accountUuid;

    private String name;

    private @Nullable String description;

    private String url;

    private String status;

    private @Nullable String parameters;

    private byte @Nullable [] credentials;

    private String managementIp;

    private int managementPort;

    private @Nullable String zoneUuid;

    private @Nullable String storageNetworkUuid;

    private @Nullable String serviceNetworkUuid;

    private @Nullable String containerRegistry;

    private @Nullable String containerStorageNetwork;

    private @Nullable String containerNetwork;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelCenter() {}

    ModelCenter(String uuid, String accountUuid, CheckedCenter checked, CenterStatus status, Instant now) {
        this.uuid = uuid;
        this.accountUuid = accountUuid;
        name = checked.name();
        url = checked.url();
        managementIp = checked.managementIp();
        this.status = status.wireName();
        zoneUuid = checked.given().zoneUuid();
        createDate = now;
        lastOpDate = now;
        change(checked, now);
    }

    final void change(CheckedCenter checked, Instant now) {
        NewCenter given = checked.given();
        name = checked.name();
        url = checked.url();
        managementIp = checked.managementIp();
        managementPort = checked.managementPort();
        description = given.description();
        storageNetworkUuid = given.storageNetworkUuid();
        serviceNetworkUuid = given.serviceNetworkUuid();
        containerRegistry = given.containerRegistry();
        containerStorageNetwork = given.containerStorageNetwork();
        containerNetwork = given.containerNetwork();
        lastOpDate = now;
    }

    void become(CenterStatus other) {
        status = other.wireName();
    }

    /** @param encrypted the credentials in their box, or null when there are none */
    void keep(@Nullable String openParameters, byte @Nullable [] encrypted) {
        parameters = openParameters;
        credentials = encrypted;
    }

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getName() {
        return name;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public String getUrl() {
        return url;
    }

    /** Where its models lie, and how they are asked for. */
    public CenterPlace place() {
        return CenterPlace.of(url, parameters);
    }

    public String getStatus() {
        return status;
    }

    public @Nullable String getParameters() {
        return parameters;
    }

    /** The credentials in their box. */
    byte @Nullable [] credentials() {
        return credentials;
    }

    public String getManagementIp() {
        return managementIp;
    }

    public int getManagementPort() {
        return managementPort;
    }

    public @Nullable String getZoneUuid() {
        return zoneUuid;
    }

    public @Nullable String getStorageNetworkUuid() {
        return storageNetworkUuid;
    }

    public @Nullable String getServiceNetworkUuid() {
        return serviceNetworkUuid;
    }

    public @Nullable String getContainerRegistry() {
        return containerRegistry;
    }

    public @Nullable String getContainerStorageNetwork() {
        return containerStorageNetwork;
    }

    public @Nullable String getContainerNetwork() {
        return containerNetwork;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }
}
