package dev.lungfish.api;

/// How a host's processors use power, and the policy that sets them.
public interface ProcessorService {
    CpuReport power() throws ServiceException;

    /// Sets the processors, or puts them back.
    CpuOutcome setPower(CpuOrder order) throws ServiceException;

    /// Which rule of the policy holds, and why.
    Explanation policy() throws ServiceException;
}
