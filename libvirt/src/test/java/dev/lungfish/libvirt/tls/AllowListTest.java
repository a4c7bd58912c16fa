package dev.lungfish.libvirt.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);
    private static final CertificateNames LAB =
            new CertificateNames(
                    List.of("CN=lab-7", "OU=a\\, b", "O=Example"),
                    List.of("lab-7.example"),
                    List.of("spiffe://example/lab-7"),
                    FINGERPRINT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=lab-7,OU=a\\, b,O=Example",
                "O=Example,OU=a\\, b,CN=lab-7",
                "o = Example, ou = \"a, b\", cn = lab-7",
                "/O=Example/OU=a, b/CN=lab-7",
                "CN=lab-*,*,O=Example",
                "O=Example,*",
                "*",
                "DNS:LAB-7.example",
                "DNS:*.example",
                "URI:spiffe://example/*",
                "SHA256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef",
            })
    void letsInWhomAnEntryNames(String entry) {
        AllowList list = AllowList.of(Optional.of(List.of("CN=nobody", entry)));

        assertThat(list.test(LAB)).isTrue();
        assertThat(list.useless()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=lab-7,O=Example",
                "CN=lab.7,*",
                "CN=*",
                "OU=a,*",
                "DNS:lab-7.example.org",
                "DNS:CN=lab-7",
                "URI:spiffe://example",
                "CN=lab-7,O=Other,*",
            })
    void keepsOutWhomNoneNames(String entry) {
        assertThat(AllowList.of(Optional.of(List.of(entry))).test(LAB)).isFalse();
    }

    /// The name of somebody who put the rest of another's name into a value of its own.
    @ParameterizedTest
    @CsvSource({"'CN=x\\,O=Example'", "'O=Evil,CN=x\\,O=Example'"})
    void takesNoCommaWithinAValueForTheEndOfAPart(String name) {
        CertificateNames evil =
                new CertificateNames(
                        CertificateNames.parts(name), List.of(), List.of(), FINGERPRINT);

        assertThat(AllowList.of(Optional.of(List.of("*,O=Example"))).test(evil)).isFalse();
        assertThat(AllowList.of(Optional.of(List.of("CN=x,O=Example"))).test(evil)).isFalse();
    }

    @Test
    void letsInAllWhereThereIsNoListAndNobodyWhereItIsEmpty() {
        assertThat(AllowList.of(Optional.empty()).test(LAB)).isTrue();
        assertThat(AllowList.of(Optional.empty()).admitsNobody()).isFalse();
        assertThat(AllowList.of(Optional.of(List.of())).test(LAB)).isFalse();
        assertThat(AllowList.of(Optional.of(List.of())).admitsNobody()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab-7", "", "COMMONNAME=lab-7", "SHA256:0123", "DNS:", "SHA1:00"})
    void tellsWhatCanMatchNobody(String entry) {
        AllowList list = AllowList.of(Optional.of(List.of(entry)));

        assertThat(list.useless()).containsExactly(entry);
        assertThat(list.admitsNobody()).isTrue();
        assertThat(list.test(LAB)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "lab-7.example, true",
        "LAB-7, true",
        "lab-7.other, false",
        "lab, false",
    })
    void namesAHostByItsWholeNameOrTheFirstPart(String host, boolean named) {
        assertThat(LAB.isOfHost(host)).isEqualTo(named);
    }
}
