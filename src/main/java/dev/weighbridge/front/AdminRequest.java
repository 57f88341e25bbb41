package dev.weighbridge.front;

import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request of the administrator, in the words by which Actuator asks whether it may show details. */
final class AdminRequest extends HttpServletRequestWrapper {

    /** As in {@code management.endpoint.health.roles}. */
    private static final String ROLE = "ADMIN";

    AdminRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public Principal getUserPrincipal() {
        return () -> "admin";
    }

    @Override
    public boolean isUserInRole(String role) {
        return role.equals(ROLE);
    }
}
