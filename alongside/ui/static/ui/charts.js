// Comfort for charts: what a point says, by pointer and by arrow keys, taken from the row of its table.
// The page says all of it without this script.

const rowsOf = (box) => {
  const table = document.getElementById(box.dataset.table)
  return new Map([...table.querySelectorAll('tr[data-n]')].map((row) => [row.dataset.n, row]))
}

const wire = (box) => {
  const rows = rowsOf(box)
  const order = [...rows.keys()].filter((n) => box.querySelector(`[data-n="${n}"]`))
  if (!order.length) return
  const tip = document.createElement('div')
  tip.className = 'al-charts__tip'
  tip.setAttribute('aria-live', 'polite')
  tip.hidden = true
  box.append(tip)
  box.tabIndex = 0
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', box.dataset.hint)
  let at = null

  const svg = () => [...box.querySelectorAll('svg')].find((one) => one.getClientRects().length)
  const marked = (n) => svg()?.querySelector(`[data-n="${n}"]`)
  const hide = () => {
    at = null
    tip.hidden = true
    box.querySelectorAll('.al-charts__here').forEach((ring) => ring.remove())
  }
  const show = (n) => {
    const mark = marked(n)
    if (!mark) return
    hide()
    at = n
    const frame = box.getBoundingClientRect()
    const where = mark.getBoundingClientRect()
    const spot = mark.getBBox()
    const ring = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
    ring.setAttribute('cx', spot.x + spot.width / 2)
    ring.setAttribute('cy', spot.y + spot.height / 2)
    ring.setAttribute('r', 10)
    ring.setAttribute('class', 'al-charts__here')
    svg().append(ring)
    tip.textContent = rows.get(n).dataset.said
    tip.hidden = false
    const left = where.left - frame.left + where.width / 2
    tip.style.left = `${Math.max(0, Math.min(left - tip.offsetWidth / 2, frame.width - tip.offsetWidth))}px`
    const above = where.top - frame.top - tip.offsetHeight - 12
    tip.style.top = `${above >= 0 ? above : where.bottom - frame.top + 12}px`
  }
  const nearest = (event) => {
    const far = (n) => {
      const where = marked(n)?.getBoundingClientRect()
      return where ? Math.abs(where.left + where.width / 2 - event.clientX) : Infinity
    }
    return order.reduce((best, n) => (far(n) < far(best) ? n : best))
  }
  const open = () => {
    const link = at !== null && rows.get(at).querySelector('a[data-point]')
    if (link) link.click()
  }

  box.addEventListener('pointermove', (event) => show(nearest(event)))
  box.addEventListener('pointerleave', hide)
  box.addEventListener('blur', hide)
  box.addEventListener('click', (event) => { show(nearest(event)); if (event.target.closest('[data-n]')) open() })
  box.addEventListener('focus', () => { if (at === null && box.matches(':focus-visible')) show(order.at(-1)) })
  box.addEventListener('keydown', (event) => {
    const here = at === null ? order.length - 1 : order.indexOf(at)
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: order.length - 1 }[event.key]
    if (event.key === 'Escape') hide()
    if (event.key === 'Enter') open()
    if (to === undefined) return
    event.preventDefault()
    show(order[Math.max(0, Math.min(to, order.length - 1))])
  })
}

document.querySelectorAll('.al-charts[data-table]').forEach(wire)
