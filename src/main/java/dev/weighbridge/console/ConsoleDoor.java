package dev.weighbridge.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Accounts;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;

/** Lets nobody in without a session, takes nothing from other sites, and hands out what the pages are made of. */
@Configuration(proxyBeanMethods = false)
class ConsoleDoor implements WebMvcConfigurer {

    static final String SIGN_IN = "/console/sign-in";

    private static final String[] OPEN = {SIGN_IN, "/console/look", "/console/assets/**", "/console/lib/**"};

    private final Accounts accounts;

    ConsoleDoor(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OwnSite()).addPathPatterns("/console/**");
        registry.addInterceptor(new SessionRequired(accounts)).addPathPatterns("/console/**").excludePathPatterns(OPEN);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new VisitorArgument());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", OwnPath.HOME);
        registry.addRedirectViewController("/console", OwnPath.HOME);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        CacheControl aWhile = CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();
        registry.addResourceHandler("/console/assets/**").addResourceLocations("classpath:/dev/weighbridge/console/assets/")
                .setCacheControl(aWhile);
        registry.addResourceHandler("/console/lib/**").addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(aWhile).resourceChain(true).addResolver(new LiteWebJarsResourceResolver());
        // What is none of these is looked for nowhere. Spring asks for the address of each link in a page, too, and would open every jar for it.
        registry.addResourceHandler("/**");
    }

    private static final class VisitorArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Visitor.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
                @Nullable WebDataBinderFactory binder) {
            return Optional.ofNullable(request.getNativeRequest(HttpServletRequest.class)).flatMap(Visitor::of)
                    .orElseThrow(() -> new IllegalStateException("a page without a session asks who looks"));
        }
    }
}
