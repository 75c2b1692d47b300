// How somebody kept their promises, from the history of each promise and nothing that the ledger computed. Written from the rules, not from the program:
// a second opinion. Reads { person, now, daysOff, promises: [{ promise, history }] }, prints one line for each figure.
import { readFileSync } from 'node:fs'

const { person, now: today, daysOff, promises } = JSON.parse(readFileSync(0, 'utf8'))
const now = Date.parse(today)
const [HOUR, DAY] = [36e5, 864e5]

// --- calendars: "wall" is what a clock on the wall shows, as if it were UTC ---
const shown = (zone, at) => {
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second)
}
const instant = (zone, wall) => {
  const guess = wall - (shown(zone, wall) - wall)
  return wall - (shown(zone, guess) - guess)
}
const midnight = wall => Math.floor(wall / DAY) * DAY
const works = day => ![0, 6].includes(new Date(day).getUTCDay()) && !daysOff.includes(new Date(day).toISOString().slice(0, 10))
const endOf = (zone, date) => instant(zone, Date.parse(date) + DAY)

const workingDaysBefore = (zone, at, count) => {
  const wall = shown(zone, at)
  const rest = wall - midnight(wall)
  // Midnight is the end of the day before.
  let day = rest === 0 ? wall - DAY : midnight(wall)
  while (count > 0) if (works(day -= DAY)) count--
  return instant(zone, rest === 0 ? day + DAY : day + rest)
}

const workingTime = (zone, from, until) => {
  let sum = 0
  const [begin, end] = [shown(zone, from), shown(zone, until)]
  for (let day = midnight(begin); day < end; day += DAY)
    if (works(day)) sum += Math.max(0, Math.min(end, day + 17 * HOUR) - Math.max(begin, day + 9 * HOUR))
  return sum
}

const lastFairInstant = (zone, agreed, due) => {
  const fifth = due - (due - agreed) / 5
  const earlier = Math.min(fifth, workingDaysBefore(zone, due, 2))
  return earlier >= (agreed + due) / 2 ? earlier : fifth
}

// --- one promise: what its history amounts to ---
const told = ({ promise, history }) => {
  const { zone } = promise
  const it = { with: promise.requester, whole: promise.partOf ?? promise.id, isPart: promise.partOf != null, id: promise.id, size: promise.stake, days: [], state: 'asked', askedOf: false, answered: false }
  let words, asked, before, isMissed = false
  const settle = how => {
    it.state = { 'not-kept': 'not-kept', 'let-go': 'released' }[how] ?? 'judged'
    if (how === 'kept' || how === 'kept-late') [it.asAgreed, it.inTime] = [true, how === 'kept']
    if (how === 'partly') it.asAgreed = false
    if (how === 'kept' || how === 'let-go') isMissed = false
  }
  for (const { what, at: when, by, terms } of history) {
    const at = Date.parse(when)
    const isLate = () => at >= endOf(zone, it.due)
    // Until when an answer was waited for.
    const waited = () => promise.isAfterwards ? Infinity : endOf(zone, promise.answerBy ?? it.due)
    if (by === person && !['commitment-requested', 'commitment-offered'].includes(what)) it.answered ||= it.state === 'asked' && at < waited()
    switch (true) {
      case what === 'commitment-requested': it.askedOf = by !== person
      case what === 'commitment-offered':
      case what === 'terms-countered':
        ;[it.due, words] = [terms.due, terms.what + '\n' + terms.doneWhen]
        break
      case what === 'promise-made':
        ;[it.agreed, it.state] = [at, promise.isAfterwards ? 'handed-over' : 'promised']
        it.given = { at }
        it.answered ||= at < waited()
        break
      case /^(renegotiation|terms)-proposed$/.test(what): asked = { at, by }; break
      case what === 'renegotiation-refused': asked = undefined; break
      case /^(renegotiation|terms)-accepted/.test(what): {
        // Other words for the same day move nothing; a day is late only where whoever promised asked for another one too late, or for the third time.
        if (terms.due !== it.due) {
          // Without anybody asking, whoever promised gives another day.
          const wish = asked ?? { at, by: person }
          const fair = wish.by !== person || wish.at < lastFairInstant(zone, it.agreed, endOf(zone, it.due)) && it.days.filter(day => day.by === person).length < 2
          it.days.push({ due: it.due, by: wish.by, fair, passed: isLate() })
          it.agreed = at
        }
        if (terms.what + '\n' + terms.doneWhen !== words) it.changed = true
        ;[it.due, words, it.state, asked, isMissed] = [terms.due, terms.what + '\n' + terms.doneWhen, 'promised', undefined, false]
        break
      }
      case what === 'commitment-missed': isMissed = true; if (it.state === 'promised') it.state = 'missed'; break
      case what === 'delivery-declared': [it.state, it.inTime] = ['handed-over', !isLate()]; break
      case what === 'conditions-unmet': [it.state, it.inTime] = [isMissed ? 'missed' : 'promised', undefined]; break
      case what === 'confirmation-lapsed': it.state = 'unconfirmed'; break
      case /^satisfaction-declared/.test(what):
        ;[before, it.state, it.asAgreed, it.closed] = [it.state, 'judged', what === 'satisfaction-declared', at]
        it.inTime ??= promise.isAfterwards || !isLate()
        break
      case what === 'dissatisfaction-declared': [before, it.state, it.closed] = [it.state, 'not-kept', at]; break
      case what === 'commitment-released': [before, it.state, it.closed] = [it.state, 'released', at]; break
      case what === 'judgement-taken-back': [it.state, it.asAgreed, it.closed, it.asFirst] = [before, undefined, undefined, undefined]; break
      case what === 'commitment-revoked':
        ;[it.state, it.closed, it.fairly] = ['revoked', at, at < lastFairInstant(zone, it.agreed, endOf(zone, it.due))]
        break
      case what === 'commitment-declined': it.state = 'declined'; break
      case what === 'statement-made': it.state = 'disputed'; break
      case /^dispute-settled-/.test(what): settle(what.slice('dispute-settled-'.length)); it.closed = at; break
      case what === 'first-terms-judged': it.asFirst = true; break
      case what === 'first-terms-judged-otherwise': it.asFirst = false; break
    }
  }
  const end = date => endOf(zone, date)
  const isAhead = due => workingTime(zone, it.given.at, end(due)) >= 4 * HOUR
  it.faded = it.state === 'asked' && end(promise.answerBy ?? it.due) <= now
  it.trials = { onTime: [], asAgreed: [] }
  if (it.agreed === undefined) return it
  if (isAhead(it.due)) it.lead = Math.trunc((end(it.due) - it.agreed) / DAY)
  if (it.state === 'disputed') return it
  // What was let go of counts no more, unless its day had passed by then.
  const letGo = it.state === 'released'
  for (const day of it.days)
    if ((day.passed || !day.fair && !letGo) && end(day.due) <= now && isAhead(day.due))
      it.trials.onTime.push({ with: it.with, at: end(day.due), kept: false, size: it.size })
  if (end(it.due) > now || !isAhead(it.due)) return it
  const trial = kept => ({ with: it.with, at: Math.max(end(it.due), it.closed ?? 0), kept, size: it.size })
  if (isMissed || it.state === 'not-kept' || it.state === 'revoked' && !it.fairly) it.trials.onTime.push(trial(false))
  else if (it.state === 'judged') it.trials.onTime.push(trial(it.inTime && it.asAgreed))
  if (['judged', 'not-kept', 'missed'].includes(it.state) || letGo && isMissed) it.trials.asAgreed.push(trial(it.state === 'judged' && it.asAgreed))
  return it
}

// --- all together ---
const groups = (all, by) => [...all.reduce((map, one) => map.set(by(one), [...map.get(by(one)) ?? [], one]), new Map()).values()]
const mine = promises.filter(({ promise }) => promise.promisor === person && promise.requester !== person).map(told)
const given = mine.filter(it => it.agreed !== undefined)

// Parts of one bigger promise to one person count once: kept where each of them was that has ended.
const trials = which => groups(given, it => `${it.whole} to ${it.with}`).flatMap(parts => {
  const all = parts.flatMap(it => it.trials[which])
  if (parts.length === 1 || all.length === 0) return all
  const whole = parts.find(it => !it.isPart) ?? parts.toSorted((one, other) => one.due < other.due ? -1 : 1)[0]
  return [{ with: whole.with, at: Math.max(...all.map(one => one.at)), kept: all.every(one => one.kept), size: whole.size }]
})

const wilson = (p, n) => {
  const z = 1.959963984540054
  const centre = (p + z * z / (2 * n)) / (1 + z * z / n)
  const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}

const rate = (name, all) => {
  const weighed = all.map(one => ({ ...one, weight: 0.5 ** (Math.max(0, now - one.at) / (90 * DAY)) }))
  const parties = groups(weighed, one => one.with)
  const total = ones => ones.reduce((sum, one) => sum + one.weight, 0)
  const each = parties.map(total)
  // No party above two fifths of all: the sum T for which every party's share is at most .4 T, by halving.
  let [low, high] = [0, each.reduce((sum, one) => sum + one, 0)]
  const most = each.length < 3 ? Infinity : (() => {
    for (let i = 0; i < 200; i++) {
      const middle = (low + high) / 2
      if (each.reduce((sum, one) => sum + Math.min(one, 0.4 * middle), 0) >= middle) low = middle
      else high = middle
    }
    return 0.4 * high
  })()
  for (const ones of parties) {
    const sum = total(ones)
    if (sum > most) for (const one of ones) one.weight *= most / sum
  }
  const [sum, squares] = [total(weighed), weighed.reduce((all, one) => all + one.weight ** 2, 0)]
  const worth = squares > 0 ? sum ** 2 / squares : 0
  const share = total(weighed.filter(one => one.kept)) / sum
  const isSaid = all.length >= 8 && each.length >= 3
  const said = isSaid ? wilson(share, worth).map(one => one.toFixed(6)).join(' to ') : 'unsaid'
  return `${name} ${all.filter(one => one.kept).length} of ${all.length}, worth ${worth.toFixed(6)}, ${said}${isSaid && all.length >= 30 ? `, ${share.toFixed(6)}` : ''}`
}

const onTime = trials('onTime')
const sizes = ['small', 'medium', 'large'].filter(size => onTime.some(one => one.size === size))
const moved = given.flatMap(it => it.days)
const asked = mine.filter(it => it.askedOf && (it.answered || it.faded))
const count = state => given.filter(it => it.state === state).length
const changed = given.filter(it => it.changed && ['judged', 'not-kept'].includes(it.state))
const leads = given.flatMap(it => it.lead ?? []).toSorted((one, other) => one - other)

console.log([
  rate('on-time', onTime), rate('as-agreed', trials('asAgreed')), ...sizes.map(size => rate(size, onTime.filter(one => one.size === size))),
  `moved ${moved.filter(day => day.fair && !day.passed).length} in time, ${moved.filter(day => !day.fair).length} late`,
  `withdrawn ${given.filter(it => it.state === 'revoked' && it.fairly).length}, released ${count('released')}, unconfirmed ${count('unconfirmed')}, disputed ${count('disputed')}`,
  `answered ${asked.filter(it => it.answered).length} of ${asked.length}`,
  `changed ${changed.length}, as first ${given.filter(it => it.asFirst === true).length}`,
  leads.length ? `lead ${leads[0]} ${Math.trunc((leads[Math.floor((leads.length - 1) / 2)] + leads[Math.floor(leads.length / 2)]) / 2)} ${leads.at(-1)}` : 'lead',
].join('\n'))
