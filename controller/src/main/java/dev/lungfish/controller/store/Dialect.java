package dev.lungfish.controller.store;

import com.zaxxer.hikari.HikariConfig;
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
    },
    POSTGRESQL("jdbc:postgresql:", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY") {
        @Override
        void configure(HikariConfig pool) {
            pool.setMaximumPoolSize(8);
            pool.addDataSourceProperty("ApplicationName", "lungfish-controller");
        }
    };

    private final String prefix;
    private final String identity;

    Dialect(String prefix, String identity) {
        this.prefix = prefix;
        this.identity = identity;
    }

    /// Sets what this database needs beside its URL.
    abstract void configure(HikariConfig pool);

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
