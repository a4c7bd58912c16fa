package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.access.Role;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call of the API, as data: the server answers by it, and the OpenAPI document is made of it.
///
/// @param path with parameters in braces: `/v1/hosts/{host}`
/// @param operation its name, for clients, the audit log and the texts
/// @param least who may call; empty for everybody
/// @param own whether a host may call for itself
/// @param safe whether nothing is changed by it
/// @param storable whether its answer may be kept for a key: it has no secret
/// @param query the record of its parameters
/// @param body the record of its body
/// @param answer what it answers
public record Route<Q extends Record, B extends Record>(
        Method method,
        String path,
        String operation,
        Optional<Role> least,
        boolean own,
        boolean safe,
        boolean storable,
        Class<Q> query,
        Class<B> body,
        Answer<Q, B> answer) {

    /// The methods that are used.
    public enum Method {
        GET,
        POST,
        DELETE
    }

    /// A request that was understood.
    ///
    /// @param path values of the parameters of the path
    /// @param resume the header `Last-Event-ID`
    public record Call<Q extends Record, B extends Record>(
            Caller caller, Map<String, String> path, Q query, B body, Optional<String> resume) {
        /// A parameter of the path.
        public String named(String parameter) {
            return path.getOrDefault(parameter, "");
        }

        /// Who asks, in words.
        ///
        /// @param said how the client calls its user
        public String by(Optional<String> said) {
            if (caller.equals(Caller.LOCAL)) {
                return said.orElse("somebody by the API");
            }
            return said.map(words -> "%s (%s)".formatted(words, caller.name()))
                    .orElse(caller.name());
        }
    }

    /// What a call answers.
    public sealed interface Answer<Q extends Record, B extends Record> {}

    /// A record, as JSON.
    public record Json<Q extends Record, B extends Record, A extends Record>(
            int status, Class<A> type, Work<Q, B, A> work) implements Answer<Q, B> {}

    /// Something else, written by the work itself.
    public record Stream<Q extends Record, B extends Record>(String contentType, Writing<Q, B> work)
            implements Answer<Q, B> {}

    /// Makes an answer.
    @FunctionalInterface
    public interface Work<Q extends Record, B extends Record, A extends Record> {
        /// Carries a call out.
        A on(Call<Q, B> call);
    }

    /// Writes an answer.
    @FunctionalInterface
    public interface Writing<Q extends Record, B extends Record> {
        /// Carries a call out; the content type is set already.
        void on(Call<Q, B> call, ServerResponse response);
    }

    /// A call that reads.
    public static <A extends Record> Route<Nothing, Nothing> get(
            String path, String operation, Class<A> type, Work<Nothing, Nothing, A> work) {
        return get(path, operation, Nothing.class, type, work);
    }

    /// The same with parameters.
    public static <Q extends Record, A extends Record> Route<Q, Nothing> get(
            String path,
            String operation,
            Class<Q> query,
            Class<A> type,
            Work<Q, Nothing, A> work) {
        return reading(path, operation, query, new Json<>(200, type, work));
    }

    /// One that writes its answer itself.
    public static <Q extends Record> Route<Q, Nothing> stream(
            String path,
            String operation,
            Class<Q> query,
            String contentType,
            Writing<Q, Nothing> work) {
        return reading(path, operation, query, new Stream<>(contentType, work));
    }

    private static <Q extends Record> Route<Q, Nothing> reading(
            String path, String operation, Class<Q> query, Answer<Q, Nothing> answer) {
        return new Route<>(
                Method.GET,
                path,
                operation,
                Optional.of(Role.VIEWER),
                false,
                true,
                false,
                query,
                Nothing.class,
                answer);
    }

    /// A call that changes something, for operators.
    public static <Q extends Record, B extends Record, A extends Record> Route<Q, B> acting(
            Method method,
            String path,
            String operation,
            Class<Q> query,
            Class<B> body,
            Json<Q, B, A> answer) {
        return new Route<>(
                method,
                path,
                operation,
                Optional.of(Role.OPERATOR),
                false,
                false,
                method == Method.POST,
                query,
                body,
                answer);
    }

    /// The same for another role.
    public Route<Q, B> forRole(Role role) {
        return new Route<>(
                method,
                path,
                operation,
                Optional.of(role),
                own,
                safe,
                storable,
                query,
                body,
                answer);
    }

    /// The same, of which the audit log tells though it only reads.
    public Route<Q, B> audited() {
        return new Route<>(method, path, operation, least, own, false, false, query, body, answer);
    }

    /// The same for everybody.
    public Route<Q, B> forAll() {
        return new Route<>(
                method,
                path,
                operation,
                Optional.empty(),
                own,
                safe,
                storable,
                query,
                body,
                answer);
    }

    /// The same, also for a host about itself: its parameter `host` names it.
    public Route<Q, B> alsoForItself() {
        return new Route<>(
                method, path, operation, least, true, safe, storable, query, body, answer);
    }

    /// The same, whose answer has a secret and is kept nowhere.
    public Route<Q, B> withSecret() {
        return new Route<>(method, path, operation, least, own, safe, false, query, body, answer);
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    /// The names of the parameters of the path.
    List<String> parameters() {
        return Arrays.stream(path.split("/", -1))
                .filter(Route::isParameter)
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }
}
