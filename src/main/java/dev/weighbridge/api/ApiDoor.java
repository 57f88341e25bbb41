package dev.weighbridge.api;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.SessionHeader;
import dev.weighbridge.account.SignatureException;
import dev.weighbridge.account.Signatures;
import dev.weighbridge.account.SignedCall;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets nobody in without a session or a signature (a hub's web hook has a secret of its own), and tells the controllers of this door who calls. */
@Configuration(proxyBeanMethods = false)
class ApiDoor implements WebMvcConfigurer {

    private static final String CALLER = ApiDoor.class.getName() + ".caller";

    private final Accounts accounts;

    private final Signatures signatures;

    ApiDoor(Accounts accounts, Signatures signatures) {
        this.accounts = accounts;
        this.signatures = signatures;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new CredentialsRequired()).addPathPatterns("/api/v1/**").excludePathPatterns(HubHookController.PATH);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }

    private static IngestionException stranger(String why) {
        return new IngestionException(FailureKind.NOT_AUTHENTICATED,
                "Could not take the call: " + why
                        + ". Log in and send 'Authorization: OAuth <session uuid>', or sign the call with an access key.");
    }

    /** Runs after the path and method were found and before anything else of the request is read. */
    private final class CredentialsRequired implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (handler instanceof HandlerMethod) {
                Caller caller = SignedCall.of(request).map(this::signer).orElseGet(() -> holder(request.getHeader("Authorization")));
                AuditedCall.of(request).isBy(caller);
                request.setAttribute(CALLER, caller);
                response.setHeader("Cache-Control", "no-store");
            }
            return true;
        }

        private Caller signer(SignedCall call) {
            try {
                return signatures.callerOf(call);
            } catch (SignatureException refused) {
                throw stranger(refused.getMessage());
            }
        }

        private Caller holder(@Nullable String header) {
            if (header == null) {
                throw stranger("the request has no Authorization header");
            }
            String session = SessionHeader.sessionIn(header).orElseThrow(() -> stranger("the Authorization header is of another scheme"));
            return accounts.session(session).orElseThrow(() -> stranger("the session is unknown, has expired or was logged out"));
        }
    }

    private static final class CallerArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
                @Nullable WebDataBinderFactory binder) {
            if (request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller) {
                return caller;
            }
            throw new IllegalStateException("a controller outside of this door asks who calls");
        }
    }
}
