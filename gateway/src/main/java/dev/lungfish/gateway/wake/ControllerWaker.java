package dev.lungfish.gateway.wake;

import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.Way;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Has a controller wake hosts, by a demand for each that lasts as long as the gateway has use for
/// it (docs/rest.md). A demand of the same name replaces the one before, so none is left twice.
public final class ControllerWaker implements HostWaker {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// A token has some 50 bytes.
    private static final int LONGEST_TOKEN = 4096;

    /// Of an answer, only an error is looked at.
    private static final int LONGEST_ANSWER = 256 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final Way.Controller controller;
    private final String gateway;
    private final Duration claim;
    private final HttpClient http;

    /// @param gateway its name, in the demands
    /// @param claim how long the demand of a wake is for
    /// @throws IOException where the file of the authority is none
    public ControllerWaker(Way.Controller controller, String gateway, Duration claim)
            throws IOException {
        this.controller = controller;
        this.gateway = gateway;
        this.claim = claim;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(LIMIT);
        if (controller.authority().isPresent()) {
            builder.sslContext(knowing(controller.authority().get()));
        }
        http = builder.build();
    }

    private static SSLContext knowing(Path authority) throws IOException {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            int number = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                known.setCertificateEntry("authority " + number++, one);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "wake.authority, %s: %s".formatted(authority, FailureWords.of(e)), e);
        }
    }

    @Override
    public void wake(HostEntry host, String why) throws IOException {
        demand(host, claim, why);
    }

    @Override
    public void use(HostEntry host, Duration length) throws IOException {
        demand(host, length, "connections through the gateway %s".formatted(gateway));
    }

    private void demand(HostEntry host, Duration length, String by) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
            json.writeStartObject();
            json.writeStringProperty("id", id(host));
            json.writeStringProperty("host", host.name());
            json.writeStringProperty("for", length.toString());
            json.writeStringProperty("by", by);
            json.writeEndObject();
        }
        send("POST", "/v1/demands", HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    @Override
    public void unused(HostEntry host) throws IOException {
        send(
                "DELETE",
                "/v1/demands/" + URLEncoder.encode(id(host), StandardCharsets.UTF_8),
                HttpRequest.BodyPublishers.noBody());
    }

    private String id(HostEntry host) {
        return "gateway-%s-%s".formatted(gateway, host.name());
    }

    private void send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException {
        URI uri = controller.api().resolve(path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] text = in.readNBytes(LONGEST_ANSWER);
                // A demand that is over has ended by itself.
                if (answer.statusCode() >= 400
                        && !(method.equals("DELETE") && answer.statusCode() == 404)) {
                    throw new IOException(
                            "the controller %s answers %d: %s"
                                    .formatted(
                                            controller.api(), answer.statusCode(), detail(text)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("asking the controller was interrupted", e);
        }
    }

    /// It is read each time, so that a new one needs no restart.
    private String token() throws IOException {
        try (InputStream in = Files.newInputStream(controller.token())) {
            String token =
                    new String(in.readNBytes(LONGEST_TOKEN), StandardCharsets.US_ASCII).strip();
            if (!token.matches("[\\x21-\\x7e]+")) {
                throw new IOException("wake.token, %s, has no token".formatted(controller.token()));
            }
            return token;
        }
    }

    /// The sentences of a problem (RFC 9457).
    private static String detail(byte... text) {
        String title = "";
        String detail = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "no reason is given";
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("title")) {
                    title = json.getString();
                } else if (value == JsonToken.VALUE_STRING && name.equals("detail")) {
                    detail = json.getString();
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException _) {
            return "no reason is given";
        }
        return detail.isEmpty() ? title : "%s: %s".formatted(title, detail);
    }

    @Override
    public void close() {
        http.close();
    }
}
