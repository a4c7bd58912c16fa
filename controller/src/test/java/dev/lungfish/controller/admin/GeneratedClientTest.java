package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/// A client that others' generator makes of the OpenAPI document, against the server.
@Timeout(180)
class GeneratedClientTest {
    /// It tells of each file. Kept here, as the JDK forgets the level of a logger that nobody
    /// holds.
    private static final Logger TALKATIVE = Logger.getLogger("org.openapitools");

    static {
        TALKATIVE.setLevel(Level.OFF);
    }

    @TempDir Path folder;

    @Test
    void aGeneratedClientShowsAndChangesTheFleet() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder.resolve("fleet"));
                URLClassLoader client = generated(fleet)) {
            Object api = api(client, fleet, fleet.token("client", Role.OPERATOR));

            Object hosts = call(api, "listHosts", "unknown");
            assertThat(hosts.toString()).contains("lab1", "unknown");
            Object body =
                    client.loadClass("gen.model.DemandBody").getDeclaredConstructor().newInstance();
            Object _ = setter(body, "host", String.class).invoke(body, "lab1");
            Object _ = setter(body, "_for", String.class).invoke(body, "PT2H");
            assertThat(call(api, "makeDemand", body).toString()).contains("lab1");
            assertThat(call(api, "listDemands").toString()).contains("client");
            assertThat(call(api, "getHost", "lab1").toString()).contains("demanded-by");
        }
    }

    private static Method setter(Object body, String name, Class<?> type) throws Exception {
        return body.getClass().getMethod(name, type);
    }

    private static Object api(ClassLoader client, ServedFleet fleet, String token)
            throws Exception {
        Object http = client.loadClass("gen.ApiClient").getDeclaredConstructor().newInstance();
        Object _ =
                http.getClass()
                        .getMethod("updateBaseUri", String.class)
                        .invoke(http, fleet.uri("/").toString().replaceAll("/$", ""));
        Consumer<HttpRequest.Builder> shown =
                request -> request.header("Authorization", "Bearer " + token);
        Object _ =
                http.getClass()
                        .getMethod("setRequestInterceptor", Consumer.class)
                        .invoke(http, shown);
        return client.loadClass("gen.api.DefaultApi")
                .getDeclaredConstructor(http.getClass())
                .newInstance(http);
    }

    /// Calls a method with arguments that fit in their order; all others are left out.
    private static Object call(Object api, String name, Object... first) throws Exception {
        Method method =
                Arrays.stream(api.getClass().getMethods())
                        .filter(one -> one.getName().equals(name))
                        .min(java.util.Comparator.comparingInt(Method::getParameterCount))
                        .orElseThrow();
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < arguments.length; j++) {
                boolean fits = method.getParameterTypes()[j].isInstance(first[i]);
                if (arguments[j] == null && fits) {
                    arguments[j] = first[i];
                    break;
                }
            }
        }
        try {
            return method.invoke(api, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getTargetException();
        }
    }

    private URLClassLoader generated(ServedFleet fleet) throws Exception {
        Path document =
                Files.writeString(
                        folder.resolve("api.json"), fleet.get("/v1/openapi.json", "-").body());
        Path sources = folder.resolve("client");
        CodegenConfigurator configurator =
                new CodegenConfigurator()
                        .setGeneratorName("java")
                        .setLibrary("native")
                        .setInputSpec(document.toString())
                        .setOutputDir(sources.toString())
                        .setApiPackage("gen.api")
                        .setModelPackage("gen.model")
                        .setInvokerPackage("gen")
                        .addAdditionalProperty("openApiNullable", "false")
                        .addAdditionalProperty("annotationLibrary", "none")
                        .addAdditionalProperty("documentationProvider", "none");
        DefaultGenerator generator = new DefaultGenerator();
        generator.setGenerateMetadata(false);
        for (String part : List.of("modelTests", "modelDocs", "apiTests", "apiDocs")) {
            generator.setGeneratorPropertyDefault(part, "false");
        }
        assertThat(generator.opts(configurator.toClientOptInput()).generate()).isNotEmpty();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(sources.resolve("src/main/java"), classes);
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }

    private static void compile(Path sources, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager =
                        compiler.getStandardFileManager(
                                null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
            Stream<JavaFileObject> units =
                    Stream.concat(
                            Stream.<JavaFileObject>of(new Marker()),
                            java.util.stream.StreamSupport.stream(
                                    manager.getJavaFileObjectsFromPaths(all).spliterator(), false));
            java.io.StringWriter told = new java.io.StringWriter();
            boolean done =
                    compiler.getTask(
                                    told,
                                    manager,
                                    null,
                                    List.of("-proc:none", "-nowarn", "-d", classes.toString()),
                                    null,
                                    units.toList())
                            .call();
            assertThat(done).as(told.toString()).isTrue();
        }
    }

    /// The annotation that the generator puts on its classes; no library of this build has it.
    private static final class Marker extends SimpleJavaFileObject {
        Marker() {
            super(URI.create("string:///javax/annotation/Generated.java"), Kind.SOURCE);
        }

        @Override
        public CharSequence getCharContent(boolean ignored) {
            return """
            package javax.annotation;
            public @interface Generated {
                String[] value();
                String date() default "";
                String comments() default "";
            }
            """;
        }
    }
}
