package dev.lungfish.controller.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// The open database. Safe for use by several threads.
public final class Store implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:dev/lungfish/controller/store/migrations";

    /// They tell of each step; what goes wrong comes as an exception. Kept here, as the JDK forgets
    /// the level of a logger that nobody holds.
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.flywaydb"));

    private final String url;
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final HostDirectory directory =
            new HostDirectory(() -> work(transaction -> transaction.hosts().all()));
    private volatile Optional<AutoCloseable> claim = Optional.empty();

    private Store(String url, Dialect dialect, HikariDataSource pool) {
        this.url = url;
        this.dialect = dialect;
        this.pool = pool;
        jdbi = Jdbi.create(pool);
    }

    /// Opens a database and brings its tables to this version.
    ///
    /// @param url of JDBC: `jdbc:sqlite:FILE` or `jdbc:postgresql:...`
    /// @throws ReasonException where the URL names none of these
    /// @throws StoreException where the database can't be opened
    public static Store open(String url) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        Dialect dialect =
                Dialect.of(url)
                        .orElseThrow(() ->
                                new ReasonException(
                                        new StoreReason.DatabaseUnknown(withoutSecrets(url))));
        try {
            if (dialect == Dialect.SQLITE) {
                makeFile(Path.of(dialect.place(url)));
            }
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setPoolName("lungfish");
            dialect.configure(config);
            HikariDataSource pool = new HikariDataSource(config);
            Store store = new Store(url, dialect, pool);
            store.migrate();
            return store;
        } catch (IOException | RuntimeException e) {
            throw new StoreException(failed(url, e), e);
        }
    }

    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(MIGRATIONS)
                    .placeholders(Map.of("identity", dialect.identity()))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            pool.close();
            throw e;
        }
    }

    /// The file has what others must not read; the database keeps the mode for those beside it.
    private static void makeFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }

    /// Does a work in one transaction: all of it is kept when this returns, or nothing where it
    /// throws. One work must not begin another.
    ///
    /// @throws StoreException where the database fails
    public <T> T work(Function<Transaction, T> work) {
        List<HostTable.Row> hosts = new ArrayList<>();
        T result;
        try {
            result = jdbi.inTransaction(handle -> work.apply(new Transaction(handle, hosts::add)));
        } catch (JdbiException e) {
            throw new StoreException(failed(url, e), e);
        }
        directory.took(hosts);
        return result;
    }

    /// The same for a work that changes hosts: one after the other, so that [#hosts()] has what the
    /// last commit has.
    public <T> T enrolling(Function<Transaction, T> work) {
        directory.changing().lock();
        try {
            return work(work);
        } finally {
            directory.changing().unlock();
        }
    }

    /// The hosts that were enrolled, without a wait for the database.
    public HostDirectory hosts() {
        return directory;
    }

    /// Makes sure that no other controller uses the database, until this one is closed.
    ///
    /// @throws ReasonException where one does
    public void claim() {
        Optional<AutoCloseable> got;
        try {
            got = dialect.claim(url);
        } catch (IOException | SQLException e) {
            throw new StoreException(failed(url, e), e);
        }
        claim = got;
        if (got.isEmpty()) {
            throw new ReasonException(new StoreReason.DatabaseInUse(withoutSecrets(url)));
        }
    }

    @Override
    public void close() {
        pool.close();
        try (AutoCloseable _ = claim.orElse(() -> {})) {
            claim = Optional.empty();
        } catch (Exception e) {
            throw new StoreException(failed(url, e), e);
        }
    }

    private static Reason failed(String url, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new StoreReason.DatabaseFailed(
                withoutSecrets(url), String.valueOf(cause.getMessage()));
    }

    /// Passwords follow the question mark.
    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
