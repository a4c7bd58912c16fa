package dev.lungfish.controller.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;

/// What differs between the databases.
enum Dialect {
    /// One connection: SQLite has one writer at a time anyway. Each commit is on the disk before it
    /// returns. **Source:** sqlite.org/pragma.html, `journal_mode` and `synchronous`.
    SQLITE("jdbc:sqlite:", "INTEGER PRIMARY KEY AUTOINCREMENT") {
        @Override
        void configure(HikariConfig pool) {
            pool.setMaximumPoolSize(1);
            pool.addDataSourceProperty("journal_mode", "WAL");
            pool.addDataSourceProperty("synchronous", "FULL");
            pool.addDataSourceProperty("foreign_keys", "true");
            pool.addDataSourceProperty("busy_timeout", "10000");
            pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        }

        @Override
        Optional<AutoCloseable> claim(String url) throws IOException {
            Path file = Path.of(place(url) + ".controller");
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(channel);
                }
            } catch (OverlappingFileLockException _) {
                // By this process itself.
            }
            channel.close();
            return Optional.empty();
        }
    },
    POSTGRESQL("jdbc:postgresql:", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY") {
        @Override
        void configure(HikariConfig pool) {
            pool.setMaximumPoolSize(8);
            pool.addDataSourceProperty("ApplicationName", "lungfish-controller");
        }

        // PostgreSQL, "Advisory Locks": it is held as long as its session.
        @Override
        Optional<AutoCloseable> claim(String url) throws SQLException {
            Connection session = DriverManager.getConnection(url);
            try (Statement statement = session.createStatement();
                    ResultSet answer =
                            statement.executeQuery(
                                    "SELECT pg_try_advisory_lock(%d)".formatted(CLAIM))) {
                if (answer.next() && answer.getBoolean(1)) {
                    return Optional.of(session);
                }
            }
            session.close();
            return Optional.empty();
        }
    };

    /// The letters LUNG.
    private static final long CLAIM = 0x4c554e47;

    private final String prefix;
    private final String identity;

    Dialect(String prefix, String identity) {
        this.prefix = prefix;
        this.identity = identity;
    }

    /// Sets what this database needs beside its URL.
    abstract void configure(HikariConfig pool);

    /// What only one controller can have; empty where another has it.
    abstract Optional<AutoCloseable> claim(String url) throws IOException, SQLException;

    /// The type of a column that counts up by itself.
    String identity() {
        return identity;
    }

    /// What follows the name of the driver in a URL.
    String place(String url) {
        return url.substring(prefix.length());
    }

    /// Which database a URL means; empty for another one.
    static Optional<Dialect> of(String url) {
        return Arrays.stream(values()).filter(one -> url.startsWith(one.prefix)).findFirst();
    }
}
