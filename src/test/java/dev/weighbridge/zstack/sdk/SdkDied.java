package dev.weighbridge.zstack.sdk;

/** Stands for the exception or panic that an SDK ends in where it was not made for an answer. */
final class SdkDied extends RuntimeException {

    private static final long serialVersionUID = 1;

    SdkDied(String why) {
        super(why);
    }
}
