package dev.weighbridge.account;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Takes down each POST, PUT, PATCH and DELETE at all doors: before anything is done that it came in, and at its end what became of it. What cannot be
 * taken down is not done; what cannot be ended is logged and counted, and stays as STARTED. Reads pass by.
 */
@Configuration(proxyBeanMethods = false)
class AuditTrail implements WebMvcConfigurer, HandlerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final String ROW = AuditTrail.class.getName() + ".row";

    /** Paths whose variable opens a door. */
    private static final String SESSIONS = "/sessions/";

    private final Audit audit;

    private final MeterRegistry meters;

    AuditTrail(Audit audit, MeterRegistry meters) {
        this.audit = audit;
        this.meters = meters;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/zstack/v1/**", "/api/v1/**", "/console/**").order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod && !READS.contains(request.getMethod())) {
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            if (!pattern.contains(SESSIONS)) {
                aboutItsPath(request);
            }
            request.setAttribute(ROW, begin(request.getRemoteAddr(), request.getMethod() + " " + pattern));
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(ROW) instanceof String row) {
            AuditedCall call = AuditedCall.of(request);
            int status = failure == null ? response.getStatus() : 500;
            try {
                audit.end(row, call.caller(), call.resource(), call.outcome(status), call.error(status));
            } catch (DataAccessException | TransactionException failed) {
                missed("end");
                LOG.error("Could not write the end of the call {} to the audit: it stays as STARTED. Look after the database.", row,
                        failed);
            }
        }
    }

    private String begin(String address, String api) {
        try {
            return audit.begin(address, api);
        } catch (DataAccessException | TransactionException failed) {
            missed("begin");
            LOG.error("Could not write a call to the audit, so it was not carried out. Look after the database.", failed);
            throw new IngestionException(FailureKind.INTERNAL,
                    "Could not take the call: it cannot be written to the audit, so nothing was done."
                            + " Try again later; if it stays, tell the operator.",
                    failed);
        }
    }

    private void missed(String what) {
        meters.counter("weighbridge.audit.missed", "what", what).increment();
    }

    private static void aboutItsPath(HttpServletRequest request) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables && !variables.isEmpty()) {
            AuditedCall.of(request).isAbout(variables.values().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }
}
