package dev.weighbridge.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Account;
import dev.weighbridge.account.AccountRegister;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts its frame around every page, and hands it the words. */
@ControllerAdvice(basePackageClasses = Frames.class)
class Frames {

    private static final List<String> PAGES = List.of("imports", "models", "add", "lists", "syncs", "centres", "services");

    private static final List<String> OF_ADMIN = List.of("nodes", "accounts");

    private final AccountRegister accounts;

    private final Languages languages;

    private final MessageSource messages;

    Frames(AccountRegister accounts, Languages languages, MessageSource messages) {
        this.accounts = accounts;
        this.languages = languages;
        this.messages = messages;
    }

    @ModelAttribute("frame")
    Frame of(HttpServletRequest request) {
        Optional<Visitor> visitor = Visitor.of(request);
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String theme = Cookies.read(request, Cookies.THEME).filter(chosen -> chosen.equals("light") || chosen.equals("dark"))
                .orElse("system");
        return new Frame(visitor.flatMap(one -> accounts.find(one.caller().accountUuid())).map(Account::getName).orElse(null),
                visitor.map(Visitor::csrf).orElse(null), languages.resolveLocale(request).getLanguage(), theme,
                OwnPath.of(request.getRequestURI() + query), links(request, visitor.map(one -> one.caller().admin()).orElse(false)));
    }

    @ModelAttribute("say")
    Words words(HttpServletRequest request) {
        return new Words(messages, languages.resolveLocale(request));
    }

    private static List<Frame.Link> links(HttpServletRequest request, boolean admin) {
        List<String> names = new ArrayList<>(PAGES);
        if (admin) {
            names.addAll(OF_ADMIN);
        }
        names.add("audit");
        return names.stream().map(name -> new Frame.Link(name, "/console/" + name,
                (request.getRequestURI() + "/").startsWith("/console/" + name + "/"))).toList();
    }
}
