package dev.lungfish.daemon.extension;

import dev.lungfish.agent.report.CpuOutcomeText;
import dev.lungfish.agent.report.CpuText;
import dev.lungfish.agent.report.PolicyReport;
import dev.lungfish.agent.report.PowerDocument;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.core.policy.PolicyReason;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.policy.CpuPowerService;
import dev.lungfish.daemon.policy.PolicyLoop;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.state.directory.StateException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Answers what clients ask of the processors' power and of the policy.
public final class PowerAnswers {
    private final CpuPowerService service;
    private final Optional<PolicyLoop> policy;

    /// @param policy empty where the configuration has no rules
    public PowerAnswers(CpuPowerService service, Optional<PolicyLoop> policy) {
        this.service = service;
        this.policy = policy;
    }

    /// Adds the answers to the program.
    public void addTo(Program.Builder program) {
        var _ =
                program.compute(PowerExtension.POWER, (_, format) -> document(format))
                        .answer(PowerExtension.POLICY, (_, json) -> explanation(json))
                        .compute(PowerExtension.CPU, this::order);
    }

    private String document(String format) throws RpcException {
        CpuReport report = service.power().report();
        return switch (format) {
            case "text" -> CpuText.render(report);
            case "json" -> PowerDocument.json(report);
            case "xml" -> PowerDocument.xml(report);
            default -> throw invalid("format '" + format + "': text, json or xml expected");
        };
    }

    private String explanation(boolean json) throws RpcException {
        Explanation explanation =
                policy.flatMap(PolicyLoop::explain)
                        .orElseThrow(() ->
                                new RpcException(
                                        ErrorCode.OPERATION_INVALID,
                                        ErrorDomain.NONE,
                                        ReasonText.sentence(
                                                policy.isEmpty()
                                                        ? new PolicyReason.NoRules()
                                                        : new PolicyReason.NothingSeenYet())));
        return json ? PolicyReport.json(explanation) : PolicyReport.text(explanation);
    }

    private CpuAnswer order(Connection connection, CpuOrder order) throws RpcException {
        String by = Requester.inWords(connection, "lungfish cpu " + order.action());
        try {
            CpuOutcome outcome =
                    switch (order.action()) {
                        case "set" -> service.set(request(order), by);
                        case "profile" ->
                                service.set(service.profile(String.valueOf(order.profile())), by);
                        case "restore" -> service.restore(by);
                        default ->
                                throw invalid(
                                        "action '%s': set, profile or restore expected"
                                                .formatted(order.action()));
                    };
            return new CpuAnswer(
                    outcome.kind(),
                    CpuOutcomeText.answer(outcome, order.json()),
                    CpuOutcomeText.problems(outcome));
        } catch (ReasonException e) {
            throw invalid(String.valueOf(e.getMessage()));
        } catch (StateException e) {
            throw new RpcException(
                    ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, String.valueOf(e.getMessage()));
        }
    }

    private static CpuSettingRequest request(CpuOrder order) throws RpcException {
        try {
            Map<CpuSetting, String> values = new EnumMap<>(CpuSetting.class);
            for (String setting : order.settings()) {
                int equals = setting.indexOf('=');
                values.put(
                        CpuSetting.of(setting.substring(0, Math.max(0, equals))),
                        setting.substring(equals + 1));
            }
            if (values.isEmpty()) {
                throw new IllegalArgumentException("nothing to set");
            }
            return new CpuSettingRequest(
                    values, Optional.ofNullable(order.processors()).map(CpuSet::parse));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static RpcException invalid(String what) {
        return new RpcException(ErrorCode.INVALID_ARGUMENT, ErrorDomain.NONE, what);
    }
}
