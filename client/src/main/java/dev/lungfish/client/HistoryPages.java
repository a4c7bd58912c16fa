package dev.lungfish.client;

import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ServiceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Puts the past together from the pages in which a daemon answers.
final class HistoryPages {
    private HistoryPages() {}

    /// Asks for one page.
    @FunctionalInterface
    interface Source {
        List<PastSleep> page(HistoryQuery query) throws ServiceException;
    }

    /// All that is wanted, oldest first.
    static List<PastSleep> all(HistoryQuery query, Source source) throws ServiceException {
        List<PastSleep> all = new ArrayList<>();
        boolean more = true;
        while (more && all.size() < query.wanted()) {
            HistoryQuery next = query.after(all.size());
            List<PastSleep> page = source.page(next);
            // A sleep that ended meanwhile moves the others back by one.
            Set<PastSleep> known = new HashSet<>(all);
            List<PastSleep> older = page.stream().filter(sleep -> !known.contains(sleep)).toList();
            all.addAll(0, older);
            more = page.size() >= next.wanted() && !older.isEmpty();
        }
        return List.copyOf(all);
    }
}
