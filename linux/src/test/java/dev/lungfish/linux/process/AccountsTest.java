package dev.lungfish.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The users that every Debian has.
class AccountsTest {
    @Test
    void knowsUsersAndGroupsByName() {
        assertThat(Accounts.user("root")).contains(new Accounts.User("root", 0, 0));
        assertThat(Accounts.user("nobody"))
                .hasValueSatisfying(nobody -> assertThat(nobody.id()).isEqualTo(65_534));
        assertThat(Accounts.group("adm")).contains(4);
        assertThat(Accounts.user("nobody of this name")).isEmpty();
        assertThat(Accounts.group("nobody of this name")).isEmpty();
    }

    @Test
    void knowsWhoIsInWhichGroup() {
        assertThat(Accounts.isMember("root", "root")).isTrue();
        assertThat(Accounts.isMember("nobody", "nogroup")).isTrue();
        assertThat(Accounts.isMember("nobody", "root")).isFalse();
        assertThat(Accounts.isMember("nobody of this name", "root")).isFalse();
        assertThat(Accounts.isMember("root", "nobody of this name")).isFalse();
    }
}
