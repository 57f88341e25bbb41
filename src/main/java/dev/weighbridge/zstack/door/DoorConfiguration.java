package dev.weighbridge.zstack.door;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Teaches Spring MVC what the controllers of this door take and give back, and that everything but logins and polls needs credentials. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration implements WebMvcConfigurer {

    private static final String[] OPEN = {"/zstack/v1/login", "/zstack/v1/accounts/login", "/zstack/v1/accounts/users/login",
            "/zstack/v1/accounts/sessions/{uuid}", "/zstack/v1/accounts/sessions/{uuid}/valid", "/zstack/v1/api-jobs/**"};

    private final Authorization authorization;

    DoorConfiguration(Authorization authorization) {
        this.authorization = authorization;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new CredentialsRequired(authorization)).addPathPatterns("/zstack/v1/**").excludePathPatterns(OPEN);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallArgument());
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(new AnswerResult());
    }

    /** Runs after the path and method were found and before the body is read: ZStack's order. */
    private record CredentialsRequired(Authorization authorization) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (handler instanceof HandlerMethod) {
                authorization.check(request);
            }
            return true;
        }
    }

    private static final class CallArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Call.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
                @Nullable WebDataBinderFactory binder) {
            HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
            if (servletRequest == null) {
                throw new IllegalStateException("not called through a servlet");
            }
            return new Call(servletRequest);
        }
    }

    private static final class AnswerResult implements HandlerMethodReturnValueHandler {

        @Override
        public boolean supportsReturnType(MethodParameter type) {
            return type.getParameterType() == Answer.class;
        }

        @Override
        public void handleReturnValue(@Nullable Object answer, MethodParameter type, ModelAndViewContainer container,
                NativeWebRequest request)
                throws Exception {
            container.setRequestHandled(true);
            HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
            if (!(answer instanceof Answer given) || response == null) {
                throw new IllegalStateException("a controller of this door returned no answer");
            }
            given.writeTo(response);
        }
    }
}
